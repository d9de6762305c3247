package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.junit.jupiter.api.Test;

class StoreTargetTest {
    private static final Workload WORKLOAD = new Workload(100, 64, 50, 4, 1);

    private static Key key(int number) {
        return new Key(Bytes.wrap(SeededObjects.key(number)));
    }

    @Test
    void putsReplaceWhatTheThreadWroteBefore() throws OperationFailed {
        Session session = new StoreTarget(new ScriptedTable(), WORKLOAD).session(1);
        for (int i = 0; i < 10; i++) {
            assertEquals(1, session.put(5));
        }
        assertEquals(1, session.get(5));
    }

    @Test
    void afterAPutOfUnknownOutcomeTheNextOneReadsFirstAndLeavesNoSibling() throws OperationFailed {
        AtomicBoolean failing = new AtomicBoolean();
        ScriptedTable table = new ScriptedTable(key -> failing.get());
        Session session = new StoreTarget(table, WORKLOAD).session(1);
        session.put(5);
        failing.set(true);
        assertEquals(
                "ARM-202 OUTCOME_UNKNOWN",
                assertThrows(OperationFailed.class, () -> session.put(5)).code());
        failing.set(false);

        assertEquals(1, session.put(5));
        assertEquals(1, table.values(key(5)).size());
    }

    @Test
    void aKeyThatIsGoneAndAValueOfAnotherKeyAreErrors() throws OperationFailed {
        ScriptedTable table = new ScriptedTable();
        Session session = new StoreTarget(table, WORKLOAD).session(0);
        session.put(8);
        table.forget(key(8));
        assertEquals(
                StoreTarget.MISSING,
                assertThrows(OperationFailed.class, () -> session.get(8)).code());

        table.put(key(8), Bytes.wrap(new SeededObjects(1, 64).value(12, 0)), CausalContext.NONE);
        assertEquals(
                StoreTarget.WRONG_VALUE,
                assertThrows(OperationFailed.class, () -> session.get(8)).code());
    }

    @Test
    void everyKeyIsLoadedOnceAndReplacesWhatAnEarlierRunLeft() {
        ScriptedTable table = new ScriptedTable();
        List<String> progress = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            progress.clear();
            Load load = new Load("store", WORKLOAD, new StoreTarget(table, WORKLOAD), Clock.SYSTEM);
            new Preload(WORKLOAD, Clock.SYSTEM, line -> {
                        synchronized (progress) {
                            progress.add(line);
                        }
                    })
                    .run(load);
        }

        assertEquals(100, table.size());
        for (int number = 0; number < 100; number++) {
            assertEquals(1, table.values(key(number)).size(), "key " + number);
        }
        assertEquals(10, progress.size());
    }

    @Test
    void aKeyThatCannotBeLoadedEndsTheRunWithItsReason() {
        Target target = new StoreTarget(new ScriptedTable(key -> key.equals(key(17))), WORKLOAD);
        FakeClock clock = new FakeClock();
        BenchFailed failure = assertThrows(BenchFailed.class, () -> new Preload(WORKLOAD, clock, line -> {})
                .run(new Load("store", WORKLOAD, target, clock)));
        assertEquals("key 17 could not be loaded in 5 attempts: ARM-202 1 of 2 replicas", failure.getMessage());
    }
}
