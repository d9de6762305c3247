package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.armature.model.CausalContext;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.junit.jupiter.api.Test;

/** Transfers beside writes, reads and deaths in any order: what was acknowledged stays. */
class RandomTransferTest {
    /** While nobody dies, quorums overlap at every moment of a transition: what was acknowledged is read from then on. */
    @Test
    void whatWasAcknowledgedIsReadAtEveryMoment() {
        for (long seed = 0; seed < 400; seed++) {
            new ReadsOverlap(seed).run();
        }
    }

    private static final class ReadsOverlap {
        private record Reading(Answer answer, String key, List<String> acknowledged) {}

        private final long seed;
        private final Random random;
        private final ShardCluster cluster;
        private final Map<String, Map<String, Answer>> writes = new TreeMap<>();
        private final List<Reading> readings = new ArrayList<>();

        ReadsOverlap(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.cluster = TransferTest.filled(seed);
        }

        void run() {
            cluster.moveTo(
                    List.of(),
                    random.nextBoolean() ? TransferTest.JOINED : new String[] {"n4", "n2", "n3", "n4", "n2"});
            for (int i = 0; i < 150; i++) {
                String node = "n" + (1 + random.nextInt(4));
                String key = "key" + random.nextInt(6);
                if (random.nextInt(3) > 0) {
                    Answer answer = cluster.put(node, key, "w" + i, CausalContext.NONE);
                    writes.computeIfAbsent(key, first -> new TreeMap<>()).put("w" + i, answer);
                } else {
                    readings.add(new Reading(cluster.get(node, key, 0), key, acknowledged(key)));
                }
                if (random.nextInt(20) == 0) {
                    cluster.passTime(20);
                }
                if (random.nextInt(30) == 0) {
                    cluster.tryToEnd(3);
                }
                for (int steps = random.nextInt(30); steps > 0; steps--) {
                    cluster.step();
                }
            }
            TransferTest.finish(cluster, seed);
            readings.forEach(this::judge);
        }

        private List<String> acknowledged(String key) {
            List<String> values = new ArrayList<>();
            writes.getOrDefault(key, new TreeMap<>()).forEach((value, answer) -> {
                if (answer.message() instanceof Message.PutReply) {
                    values.add(value);
                }
            });
            return values;
        }

        private void judge(Reading reading) {
            assertTrue(
                    reading.answer().message() instanceof Message.GetReply,
                    "seed " + seed + ": " + reading.answer().message());
            List<String> values = reading.answer().found().versions().stream()
                    .map(sibling -> sibling.value().orElseThrow().utf8())
                    .toList();
            assertTrue(
                    values.containsAll(reading.acknowledged()),
                    () -> "seed " + seed + ": a read of " + reading.key() + " shows " + values + " after "
                            + reading.acknowledged() + " were acknowledged");
        }
    }

    /** Clients, crashes of both sides at any step, doubled and lost messages: nothing acknowledged is lost. */
    @Test
    void whateverHappensMeanwhileNothingAcknowledgedIsLost() {
        for (long seed = 0; seed < 400; seed++) {
            new RandomTransfer(seed).run();
        }
    }

    private static final class RandomTransfer {
        private final long seed;
        private final Random random;
        private final ShardCluster cluster;
        private final Map<String, Map<String, Answer>> writes = new TreeMap<>();
        private int values;

        RandomTransfer(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.cluster = TransferTest.filled(seed);
        }

        void run() {
            cluster.duplicateEvery(5);
            if (random.nextBoolean()) {
                cluster.moveTo(List.of(), TransferTest.JOINED);
            } else {
                cluster.moveTo(List.of(), "n4", "n2", "n3", "n4", "n2");
            }
            boolean cancelled = false;
            for (int i = 0; i < 120; i++) {
                act();
                if (!cancelled && random.nextInt(300) == 0) {
                    cancelled = true;
                    cluster.moveBack();
                }
                for (int steps = random.nextInt(25); steps > 0; steps--) {
                    cluster.step();
                }
            }
            for (String node : cluster.names()) {
                if (!cluster.isUp(node)) {
                    cluster.restart(node);
                }
            }
            TransferTest.finish(cluster, seed);
            judge();
        }

        private void act() {
            List<String> up = new ArrayList<>(cluster.names());
            up.removeIf(node -> !cluster.isUp(node));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> write(up.get(random.nextInt(up.size())));
                case 5, 6 ->
                    cluster.get(up.get(random.nextInt(up.size())), "key" + random.nextInt(TransferTest.KEYS), 0);
                case 7, 8, 9 -> cluster.passTime(random.nextInt(400));
                case 10 -> cluster.passTime(1_200);
                default -> killOrRestart(up);
            }
        }

        private void write(String node) {
            String key = "key" + random.nextInt(TransferTest.KEYS);
            String value = "w" + values++;
            RequestId request = cluster.newRequest();
            Answer answer = cluster.put(node, key, Optional.of(value), CausalContext.NONE, request);
            writes.computeIfAbsent(key, first -> new TreeMap<>()).put(value, answer);
        }

        private void killOrRestart(List<String> up) {
            if (up.size() < cluster.names().size()) {
                for (String node : cluster.names()) {
                    if (!cluster.isUp(node)) {
                        cluster.restart(node);
                    }
                }
            } else {
                cluster.kill(up.get(random.nextInt(up.size())));
            }
        }

        /** Blind writes never replace one another: each acknowledged one is a sibling that a read of two owners shows. */
        private void judge() {
            for (int i = 0; i < TransferTest.KEYS; i++) {
                String key = "key" + i;
                Answer found = cluster.get("n2", key, 0);
                cluster.settle();
                assertTrue(found.message() instanceof Message.GetReply, "seed " + seed + ": " + found.message());
                List<String> values = found.found().versions().stream()
                        .map(sibling -> sibling.value().orElseThrow().utf8())
                        .toList();
                assertTrue(values.contains("v" + i), "seed " + seed + ": lost v" + i + " of " + key);
                writes.getOrDefault(key, new TreeMap<>()).forEach((value, answer) -> {
                    if (answer.message() instanceof Message.PutReply) {
                        assertTrue(
                                values.contains(value),
                                "seed " + seed + ": lost " + value + " of " + key + ", there are " + values);
                    }
                });
            }
            TransferTest.judgePlaces(cluster, seed);
        }
    }
}
