package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.junit.jupiter.api.Test;

/** A coordinator is killed after it has stored a write and before it has told anybody; its client tries again. */
class RepeatedWritesTest {
    private static final String KEY = "alice";
    private static final int MANY = 40;

    private final Scenario cluster = Plan.ofNodes(5).start();
    private final List<String> owners = cluster.owners(KEY);
    private final String dead = owners.get(0);
    private final RequestId request = cluster.nextRequest();

    @Test
    void aWriteRepeatedElsewhereDoesNotComeBackWithItsDeadCoordinatorAfterManyLaterWrites() {
        putAndDie("once");
        assertTrue(cluster.repeat(owners.get(1), KEY, "once", request).isDone());
        putOverAndOver();
        cluster.start(dead);
        assertNothingButTheLast();
    }

    @Test
    void norIfItWasRepeatedThroughANodeThatSentItOn() {
        putAndDie("once");
        String fallback = cluster.fallbacks(KEY).get(1);
        assertTrue(cluster.repeat(fallback, KEY, "once", request).isDone());
        putOverAndOver();
        cluster.start(dead);
        assertNothingButTheLast();
    }

    @Test
    void norIfItsFirstDotWasWithAFallbackThatDied() {
        String fallback = cluster.fallbacks(KEY).get(0);
        cluster.kill(owners.toArray(String[]::new));
        cluster.hold(Message.ReplicaPut.class, fallback);
        cluster.putUnheard(fallback, KEY, "once", request);
        die(fallback);
        cluster.start(owners.toArray(String[]::new));
        assertTrue(cluster.repeat(owners.get(1), KEY, "once", request).isDone());
        putOverAndOver();
        assertTrue(cluster.hints(fallback) > 0);
        cluster.start(fallback);
        assertNothingButTheLast();
    }

    @Test
    void norDoesADeletion() {
        cluster.put(owners.get(1), KEY, "before");
        cluster.pass(1);
        Told read = cluster.get(dead, KEY);
        cluster.hold(Message.ReplicaPut.class, dead);
        cluster.deleteUnheard(dead, KEY, read, request);
        die(dead);
        assertTrue(cluster.repeatDelete(owners.get(1), KEY, read, request).isDone());
        putOverAndOver();
        cluster.start(dead);
        assertNothingButTheLast();
    }

    @Test
    void norIfItWasRepeatedThroughTheSameNodeWhichHadLostIt() {
        String heard = owners.get(2);
        cluster.hold(Message.ReplicaPut.class, dead, owners.get(1));
        cluster.putUnheard(dead, KEY, "once", request);
        cluster.pass(1);
        assertEquals(List.of("once"), cluster.held(heard, KEY));
        cluster.kill(heard, dead);
        cluster.release();
        cluster.loseKey(dead, KEY);
        cluster.start(dead);
        assertTrue(cluster.repeat(dead, KEY, "once", request).isDone());
        putOverAndOver(dead, owners.get(1));
        cluster.start(heard);
        assertNothingButTheLast();
    }

    private void putAndDie(String value) {
        cluster.hold(Message.ReplicaPut.class, dead);
        cluster.putUnheard(dead, KEY, value, request);
        die(dead);
    }

    /** What was to be sent is lost with the process. */
    private void die(String coordinator) {
        cluster.pass(1);
        assertTrue(cluster.heldBack() > 0, "it has stored it");
        cluster.kill(coordinator);
        cluster.release();
    }

    private void putOverAndOver() {
        putOverAndOver(owners.get(1), owners.get(2));
    }

    private void putOverAndOver(String... coordinators) {
        for (int i = 0; i < MANY; i++) {
            String via = coordinators[i % coordinators.length];
            assertTrue(cluster.putOver(via, KEY, "v" + i, cluster.get(via, KEY)).isDone(), "write " + i);
        }
    }

    private void assertNothingButTheLast() {
        List<String> last = List.of("v" + (MANY - 1));
        assertEquals(last, cluster.get(owners.get(1), KEY).values());
        assertEquals(List.of(), cluster.heal());
        for (String owner : owners) {
            assertEquals(last, cluster.held(owner, KEY), owner);
        }
    }
}
