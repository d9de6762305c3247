package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;

/** When a partition has its rounds, and what others wait for meanwhile. */
class ReapingScheduleTest {
    private static final long ROUND = 1_000;
    private static final int LAPS = 24;
    private static final List<String> FOUR = List.of("n1", "n2", "n3", "n4");

    private static void pass(ShardCluster cluster, long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            cluster.settle();
            cluster.passTime(100);
        }
        cluster.settle();
    }

    /** Of whose partitions each fourth is led by n1, then owned by n2 and n3. */
    private static ShardCluster ofManyPartitions() {
        return new ShardCluster(
                        1,
                        2,
                        2,
                        IntStream.range(0, LAPS * FOUR.size())
                                .mapToObj(token -> FOUR.get(token % FOUR.size()))
                                .toArray(String[]::new))
                .reaping(ROUND);
    }

    private static String keyLedByTheFirst(int lap) {
        int partition = lap * FOUR.size();
        return IntStream.range(0, 100_000)
                .mapToObj(number -> "key" + number)
                .filter(key -> Position.of(Key.utf8(key)).partitionOf(LAPS * FOUR.size()) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static void write(ShardCluster cluster, String key) {
        cluster.put("n1", key, "x", CausalContext.NONE);
        cluster.settle();
    }

    private static void delete(ShardCluster cluster, String key) {
        cluster.put("n1", key, Optional.empty(), CausalContext.NONE, cluster.newRequest());
        cluster.settle();
    }

    private static boolean isGone(ShardCluster cluster, String key) {
        return FOUR.stream().noneMatch(node -> cluster.copy(node, key).isPresent());
    }

    @Test
    void aPartitionWithMoreKeysThatExpireThanAreRememberedIsNotReadThroughForEach() {
        int keys = 2_100;
        ShardCluster one = new ShardCluster(1, 1, 1, "n1")
                .lookingThroughWithin(600 * ROUND)
                .reaping(ROUND);
        pass(one, 2 * ROUND);
        for (int i = 0; i < keys; i++) {
            one.put(
                    "n1",
                    "key" + i,
                    Optional.of("x"),
                    CausalContext.NONE,
                    one.newRequest(),
                    new Message.WriteWish(
                            0,
                            0,
                            0,
                            Message.QuorumKind.TABLE,
                            false,
                            Optional.of(new TimeToLive((600 + 2L * i) * ROUND))));
            one.settle();
        }
        one.kill("n1");
        one.restart("n1");
        passQuickly(one, 590 * ROUND);
        int before = one.disk("n1").scans();
        passQuickly(one, 100 * ROUND);
        int pages = keys / 256 + 1;
        int read = one.disk("n1").scans() - before;
        assertTrue(read >= 1 && read <= 3 * pages, read + " pages");
        assertTrue(one.copy("n1", "key0").isEmpty());
        assertTrue(one.copy("n1", "key2000").isPresent());
    }

    private static void passQuickly(ShardCluster cluster, long millis) {
        for (long passed = 0; passed < millis; passed += ROUND) {
            cluster.passTime(ROUND);
            cluster.settle();
        }
    }

    @Test
    void roundsThatWaitLeaveOthersTheirTurns() {
        ShardCluster cluster = ofManyPartitions();
        List<String> stuck = IntStream.range(0, LAPS - 1)
                .mapToObj(ReapingScheduleTest::keyLedByTheFirst)
                .toList();
        cluster.kill("n3");
        stuck.forEach(key -> write(cluster, key));
        cluster.wire().hold(Message.ReplicaPut.class, "n4", "n3");
        cluster.restart("n3");
        stuck.forEach(key -> delete(cluster, key));
        pass(cluster, 10 * ROUND);
        String free = keyLedByTheFirst(LAPS - 1);
        write(cluster, free);
        delete(cluster, free);
        pass(cluster, 10 * ROUND);
        assertTrue(isGone(cluster, free));
        for (String key : stuck) {
            assertTrue(cluster.copy("n1", key).isPresent(), key);
        }
        assertEquals(
                stuck.size(),
                cluster.shard("n1").reapings().stream()
                        .filter(report -> report.cause().contains("waits for n4: it keeps hints"))
                        .count(),
                () -> cluster.shard("n1").reapings().toString());
        cluster.wire().release(Message.ReplicaPut.class);
        pass(cluster, 30 * ROUND);
        for (String key : stuck) {
            assertTrue(isGone(cluster, key), key);
        }
        assertTrue(cluster.shard("n1").reapings().stream()
                .allMatch(report -> report.cause().isEmpty()));
    }
}
