package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code armature bench deletes} in its short form: nothing comes back, nothing is left, and every receipt says so. */
class DeletesBenchIT extends UnpackedOnce {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void whatIsDeletedWhileANodeIsAwayIsGoneForGoodWhenItIsBack() throws Exception {
        try (Command deletes = Command.start(
                home.resolve("bin/armature"),
                Map.of(),
                "bench",
                "deletes",
                "--keys",
                "400",
                "--value-size",
                "64",
                "--clients",
                "8",
                "--down",
                "3",
                "--interval",
                "1",
                "--limit",
                "200")) {
            assertEquals(0, deletes.exitStatus(LIMIT), deletes::text);
            List<String> lines = deletes.output().lines().toList();
            for (String line : List.of(
                    "  resurrected:     0 values found in 3 passes of 400 reads .*",
                    "  tombstones left: 0 records, .*",
                    "  receipts:        400 of 400 complete")) {
                assertEquals(
                        1, lines.stream().filter(each -> each.matches(line)).count(), deletes::text);
            }
            assertEquals("all counts are as they must be", lines.get(lines.size() - 1), deletes::text);
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedBeforeAnythingIsStarted() throws Exception {
        try (Command deletes =
                Command.start(home.resolve("bin/armature"), Map.of(), "bench", "deletes", "--down", "4000")) {
            assertEquals(2, deletes.exitStatus(), deletes::text);
            assertTrue(deletes.output().contains("--down 4000.0 s is not within 0.0 to 3600.0 s"), deletes::text);
        }
    }
}
