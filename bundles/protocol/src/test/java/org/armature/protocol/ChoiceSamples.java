package org.armature.protocol;

import static org.armature.protocol.Samples.A;
import static org.armature.protocol.Samples.CART;

import java.util.List;
import java.util.Optional;

/** What {@link Samples} has of the choice of engines. */
final class ChoiceSamples {
    private static final ChoiceMessage.Load LOAD = new ChoiceMessage.Load(
            1L << 40,
            2,
            3,
            4,
            1_800,
            10,
            5,
            List.of(new ChoiceMessage.SizeClass(0, 0, 1), new ChoiceMessage.SizeClass(960, 1_023, 1L << 33)));
    private static final ChoiceMessage.Load NOTHING = new ChoiceMessage.Load(0, 0, 0, 0, 0, 0, 0, List.of());

    private ChoiceSamples() {}

    static List<Message> messages() {
        return List.of(
                new ChoiceMessage.ExplainAsked(CART),
                new ChoiceMessage.Explained(
                        A,
                        CART,
                        "declares objects of 1 KiB",
                        "bdbje",
                        "it keeps the table so far",
                        "",
                        List.of(
                                new ChoiceMessage.Considered(
                                        "bdbje",
                                        true,
                                        "it keeps the table so far",
                                        0,
                                        1 << 20,
                                        16 << 20,
                                        List.of("process", "disk"),
                                        List.of("random-reads"),
                                        "small ones"),
                                new ChoiceMessage.Considered(
                                        "memory", false, "no", 0, 1, 1, List.of("memory"), List.of(), "tests")),
                        LOAD,
                        NOTHING,
                        Optional.of(new ChoiceMessage.Advice("mysql", true, "take it")),
                        ""),
                new ChoiceMessage.Explained(
                        A,
                        CART,
                        "names engine x",
                        "",
                        "it is not there",
                        "no engine serves it",
                        List.of(),
                        NOTHING,
                        NOTHING,
                        Optional.empty(),
                        "no advice"));
    }
}
