package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.armature.protocol.Message;
import org.armature.storage.Durability;
import org.junit.jupiter.api.Test;

/** Where replicas acknowledge from memory, one of each write makes its copy durable (§6.1). */
class DurableReplicaTest {
    private static final List<String> KEYS =
            IntStream.range(0, 30).mapToObj(number -> "key" + number).toList();
    private static final String[] ALL = {"n0", "n1", "n2", "n3"};

    /** Writes one key after the other; after each, all nodes crash at once and start again. */
    private static Scenario crashed(Optional<Durability> one, Consumer<Scenario> crash) {
        Scenario cluster = Plan.ofNodes(4).inMemory(one).start();
        for (String key : KEYS) {
            String owner = cluster.owners(key).get(0);
            cluster.get(owner, key); // finds the client's connection of before broken, if it is
            assertTrue(cluster.put(owner, key, "value of " + key).isDone());
            cluster.pass(1);
            crash.accept(cluster);
            cluster.start(ALL);
        }
        return cluster;
    }

    /** How many keys some owner still holds: reads show and repair them, if not the first one. */
    private static long left(Scenario cluster) {
        return KEYS.stream()
                .filter(key -> cluster.owners(key).stream()
                        .anyMatch(owner -> !cluster.held(owner, key).isEmpty()))
                .count();
    }

    @Test
    void whatHadReachedTheDurableOneSurvivesTheCrashOfAllNodesAtOnce() {
        Scenario cluster = crashed(Optional.of(Durability.PROCESS), all -> all.kill(ALL));
        assertEquals(KEYS.size(), left(cluster));
        assertEquals(List.of(), cluster.heal());
    }

    @Test
    void whatWasForcedThereSurvivesAPowerCutOfAllNodesAtOnce() {
        Scenario cluster = crashed(Optional.of(Durability.DISK), all -> all.cutPower(ALL));
        assertEquals(KEYS.size(), left(cluster));
        assertEquals(List.of(), cluster.heal());
    }

    @Test
    void withoutItSuchACrashLosesWrites() {
        Scenario cluster = crashed(Optional.empty(), all -> all.kill(ALL));
        long left = left(cluster);
        assertTrue(left < KEYS.size(), left + " are left");
        assertEquals(List.of(), cluster.heal());
    }

    @Test
    void theCrashOfAllHoldersButTheDurableOneLosesNothing() {
        Scenario cluster =
                Plan.ofNodes(4).inMemory(Optional.of(Durability.PROCESS)).start();
        String key = KEYS.get(0);
        List<String> owners = cluster.owners(key);
        assertTrue(cluster.put(owners.get(0), key, "value of " + key).isDone());
        cluster.pass(1);
        cluster.kill(owners.get(0), owners.get(2));
        assertEquals(List.of("value of " + key), cluster.held(owners.get(1), key));
        cluster.start(owners.get(0), owners.get(2));
        assertEquals(List.of("value of " + key), cluster.get(owners.get(0), key).values());
        assertEquals(List.of(), cluster.heal());
    }

    @Test
    void whenTheDurableOneDiesBeforeItAnswersItsStandInKeepsADurableHint() {
        Scenario cluster =
                Plan.ofNodes(4).inMemory(Optional.of(Durability.PROCESS)).start();
        String key = KEYS.get(0);
        List<String> owners = cluster.owners(key);
        String fallback = cluster.fallbacks(key).get(0);
        cluster.hold(Message.ReplicaPut.class, owners.get(0), owners.get(1));
        assertTrue(cluster.put(owners.get(0), key, "value").isDone());
        cluster.kill(owners.get(1));
        cluster.release();
        assertEquals(1, cluster.hints(fallback));

        cluster.kill(fallback);
        cluster.start(fallback);
        assertEquals(1, cluster.hints(fallback), "the hint survives its keeper's crash");
        assertEquals(List.of(), cluster.heal());
    }
}
