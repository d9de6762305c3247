package org.armature.membership;

import java.time.Duration;

/**
 * When silence speaks.
 *
 * @param pingInterval between two pings to one peer, 50 ms to 10 s
 * @param suspectAfter the least silence that is held against a peer, 200 ms to 60 s. Four pings by default: a starved
 *     machine was seen to leave answers lying for a second
 * @param slowAfter the least time a slow peer usually takes for an answer, 1 ms to 60 s
 */
public record DetectorSettings(Duration pingInterval, Duration suspectAfter, Duration slowAfter) {
    public static final DetectorSettings DEFAULT =
            new DetectorSettings(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMillis(250));

    public DetectorSettings {
        requireWithin("pingInterval", pingInterval, Duration.ofMillis(50), Duration.ofSeconds(10));
        requireWithin("suspectAfter", suspectAfter, Duration.ofMillis(200), Duration.ofSeconds(60));
        requireWithin("slowAfter", slowAfter, Duration.ofMillis(1), Duration.ofSeconds(60));
    }

    private static void requireWithin(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + "=" + value + ", must be in " + least + ".." + most);
        }
    }
}
