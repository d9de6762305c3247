package org.armature.bench.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadFiguresTest {
    private long now;

    @Test
    void severalWindowsCountAsOneWithLatenciesFromTheTimeEachWasDue() {
        Windows<String> windows = new Windows<>(() -> now);
        windows.begin("first");
        now = 1_000_000;
        windows.begin("second");
        now = 5_000_000;
        windows.done(true, 0, 1);
        windows.failed(false, 999_999, "ARM-202 OUTCOME_UNKNOWN");
        windows.done(false, 1_000_000, 1);
        windows.end();

        LoadFigures second = LoadFigures.of(windows.all().subList(1, 2));
        assertEquals(
                List.of(0L, 1L, 0L, 1L),
                List.of(second.reads(), second.writes(), second.failed(), second.operations()));
        assertEquals(4.0, second.p999Millis(), 0.01);
        assertEquals(4_000_000, second.nanos());

        LoadFigures all = LoadFigures.of(windows.all());
        assertEquals(List.of(1L, 1L, 1L, 3L), List.of(all.reads(), all.writes(), all.failed(), all.operations()));
        assertEquals(Map.of("ARM-202 OUTCOME_UNKNOWN", 1L), all.errors());
        assertEquals(5.0, all.p999Millis(), 0.01);
        assertEquals(5_000_000, all.nanos());
        assertEquals(0, LoadFigures.of(List.<Windows.Window<String>>of()).p999Millis());
    }
}
