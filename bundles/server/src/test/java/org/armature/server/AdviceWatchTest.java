package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.model.TableName;
import org.armature.storage.load.EngineAdvice;
import org.junit.jupiter.api.Test;

class AdviceWatchTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final EngineAdvice STRONG = new EngineAdvice("mysql", true, "take mysql, says 5000");

    private final AdviceWatch watch = new AdviceWatch();

    @Test
    void strongAdviceIsAWarningOnceItHasLasted() {
        look(STRONG, 0);
        look(STRONG, 9);
        assertEquals(List.of(), watch.warnings());
        look(STRONG, 10);
        assertEquals(List.of(STRONG.text()), watch.warnings());
    }

    @Test
    void theWarningTellsTheLatestNumbersAndGoesWithTheAdvice() {
        look(STRONG, 0);
        look(new EngineAdvice("mysql", true, "take mysql, says 9000"), 11);
        assertEquals(List.of("take mysql, says 9000"), watch.warnings());
        watch.look(new TreeMap<>(), minutes(12));
        assertEquals(List.of(), watch.warnings());
    }

    @Test
    void adviceThatIsWeakOrComesAndGoesIsNoWarning() {
        look(new EngineAdvice("mysql", false, "perhaps"), 0);
        look(new EngineAdvice("mysql", false, "perhaps"), 20);
        assertEquals(List.of(), watch.warnings());
        look(STRONG, 21);
        watch.look(new TreeMap<>(), minutes(25));
        look(STRONG, 26);
        look(STRONG, 35);
        assertEquals(List.of(), watch.warnings());
    }

    @Test
    void adviceOfAnotherEngineBeginsAnew() {
        look(STRONG, 0);
        look(new EngineAdvice("segments", true, "take segments"), 9);
        look(new EngineAdvice("segments", true, "take segments"), 18);
        assertEquals(List.of(), watch.warnings());
        look(new EngineAdvice("segments", true, "take segments"), 19);
        assertEquals(List.of("take segments"), watch.warnings());
    }

    private void look(EngineAdvice advice, long minute) {
        SortedMap<TableName, EngineAdvice> given = new TreeMap<>();
        given.put(CART, advice);
        watch.look(given, minutes(minute));
    }

    private static long minutes(long minutes) {
        return TimeUnit.MINUTES.toNanos(minutes) - 1_000_000_000_000L;
    }
}
