package org.armature.bench.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.armature.bench.InvalidOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PaceTest {
    @Command
    private static final class Asked {
        @Mixin
        private PaceOptions pace;
    }

    private static Pace pace(String... arguments) {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs(arguments);
        return asked.pace.pace();
    }

    @Test
    void unlessToldOtherwiseItIsFortyPercentOfWhatTheNodesBear() {
        assertEquals(new Pace(OptionalDouble.empty(), 40, 20, 15, 10, 2), pace());
        assertEquals(1_200, pace().offered(3_000));
        assertEquals(300, pace("--percent", "10").offered(3_000));
        assertEquals(77.5, pace("--rate", "77.5").offered(3_000));
    }

    @Test
    void everyOptionOutOfItsRangeIsNamedAtOnce() {
        InvalidOptions wrong = assertThrows(
                InvalidOptions.class,
                () -> pace(
                        "--rate=0",
                        "--percent=101",
                        "--warmup=-1",
                        "--capacity-seconds=0",
                        "--quiet-seconds=0",
                        "--rest-seconds=601"));
        for (String option : List.of(
                "--rate 0.0",
                "--percent 101",
                "--warmup -1",
                "--capacity-seconds 0",
                "--quiet-seconds 0",
                "--rest-seconds 601")) {
            assertTrue(wrong.getMessage().contains(option), wrong.getMessage());
        }
        assertTrue(assertThrows(InvalidOptions.class, () -> pace("--rate=fast"))
                .getMessage()
                .contains("--rate fast is neither a number nor auto"));
    }
}
