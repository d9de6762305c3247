package org.armature.protocol;

import static org.armature.protocol.Samples.A;
import static org.armature.protocol.Samples.B;

import java.util.List;

/** What {@link Samples} has of what operators say of background work. */
final class BackgroundSamples {
    private BackgroundSamples() {}

    static List<Message> messages() {
        return List.of(
                new BackgroundMessage.BackgroundAsked(true),
                new BackgroundMessage.BackgroundAsked(false),
                new BackgroundMessage.BackgroundStatus(
                        List.of(
                                new BackgroundMessage.NodeBackground(
                                        A,
                                        20,
                                        250,
                                        true,
                                        false,
                                        List.of("requests", "locks"),
                                        List.of(new BackgroundMessage.PressureState(
                                                "requests", 1L << 40, 60_000_000, 50_000_000)),
                                        List.of(new BackgroundMessage.JobState(
                                                "scrub", 1L << 33, 7, 1L << 41, 5, 1_234, 900, 800))),
                                new BackgroundMessage.NodeBackground(
                                        B, 1_000, 1_000, false, true, List.of(), List.of(), List.of())),
                        List.of(B)));
    }
}
