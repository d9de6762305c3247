package org.armature.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.armature.bench.Latency;
import org.armature.demo.cluster.HintFigures;
import org.junit.jupiter.api.Test;

class FaultsTextTest {
    private static ActReport act(boolean held, int lost) {
        return new ActReport(
                "n2 away",
                List.of(new Phase("before", 997, 2, 1, 4, new Latency(997, 2_000, 1_500, 9_000, 20_000, 31_250))),
                List.of(new Target("losses", Integer.toString(lost), "0", held)),
                lost,
                new HintStory(new HintFigures(30, 20, 1), Duration.ofSeconds(3)));
    }

    @Test
    void anActShowsEachPhaseInMillisecondsAndEachAimWithWhetherItWasReached() {
        List<String> lines = FaultsText.of(act(false, 3)).lines().toList();
        assertEquals("n2 away", lines.get(0));
        assertEquals(
                List.of("before", "1,000", "997", "2", "1", "4", "1.5", "9.0", "20.0", "31.3"),
                List.of(lines.get(2).strip().split("\\s+")));
        assertEquals("  MISSED  losses  3 (aim: 0)", lines.get(3));
        assertTrue(FaultsText.of(act(true, 0)).contains("  ok      losses  0 (aim: 0)"));
    }

    @Test
    void theLastLineSumsUpAllActs() {
        assertEquals(
                "written 1994, hints kept 60, delivered 40, left 2, lost 3, aims missed 1",
                FaultsText.summary(List.of(act(true, 0), act(false, 3))));
    }
}
