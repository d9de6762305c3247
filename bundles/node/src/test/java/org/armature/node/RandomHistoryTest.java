package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Dot;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.Message;
import org.junit.jupiter.api.Test;

/**
 * Random clients against three nodes whose messages are reordered and doubled and which die and return, judged by what
 * the clients saw: every value is written once, and each writer's context says which values it had seen.
 */
class RandomHistoryTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final String KEY = "alice";
    /** A record remembers its latest 16 requests; a retry within so many later writes finds the first attempt. */
    private static final int RETRY_WITHIN = 8;

    /** One write: its value, what its writer had seen, and how it was answered. */
    private record Write(String value, TreeSet<String> seen, RequestId request, Answer answer) {}

    private final Map<String, Write> writes = new TreeMap<>();
    private final Map<Dot, String> dots = new HashMap<>();

    @Test
    void nothingAcknowledgedIsLostInventedOrFalselyConcurrent() {
        for (long seed = 0; seed < 300; seed++) {
            run(seed);
        }
    }

    private void run(long seed) {
        writes.clear();
        dots.clear();
        Random random = new Random(seed);
        ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3");
        cluster.duplicateEvery(4);
        List<Answer> reads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            cluster.passTime(1);
            act(random, cluster, reads, i);
            for (int steps = random.nextInt(12); steps > 0; steps--) {
                cluster.step();
                rememberDots(cluster, seed);
            }
        }
        NODES.stream().filter(node -> !cluster.isUp(node)).forEach(cluster::restart);
        cluster.settle();
        rememberDots(cluster, seed);
        judge(cluster, seed);
    }

    private void act(Random random, ShardCluster cluster, List<Answer> reads, int number) {
        String value = "v" + number;
        List<String> up = NODES.stream().filter(cluster::isUp).toList();
        String node = up.get(random.nextInt(up.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> reads.add(cluster.get(node, KEY, 0));
            case 3, 4, 5, 6 -> write(cluster, node, value, lastRead(reads));
            case 7 -> write(cluster, node, value, Optional.empty());
            case 8 -> retry(random, cluster, node, number);
            default -> killOrRestart(random, cluster, up);
        }
    }

    private static Optional<Answer> lastRead(List<Answer> reads) {
        return reads.stream()
                .filter(answer -> answer.message() instanceof Message.GetReply)
                .reduce((first, second) -> second);
    }

    private void write(ShardCluster cluster, String node, String value, Optional<Answer> read) {
        TreeSet<String> seen = new TreeSet<>();
        read.ifPresent(answer -> answer.found()
                .versions()
                .forEach(sibling -> seen.add(sibling.value().orElseThrow().utf8())));
        CausalContext context = read.map(answer -> answer.found().context()).orElse(CausalContext.NONE);
        RequestId request = cluster.newRequest();
        Answer answer = cluster.put(node, KEY, Optional.of(value), context, request);
        writes.put(value, new Write(value, seen, request, answer));
        contexts.put(value, context);
    }

    private final Map<String, CausalContext> contexts = new HashMap<>();

    /** A client that heard nothing, or a failure, tries again elsewhere with the same request id. */
    private void retry(Random random, ShardCluster cluster, String node, int number) {
        List<Write> open = writes.values().stream()
                .filter(write -> !isAcknowledged(write))
                .filter(write -> number - Integer.parseInt(write.value().substring(1)) <= RETRY_WITHIN)
                .toList();
        if (!open.isEmpty()) {
            Write write = open.get(random.nextInt(open.size()));
            Answer again =
                    cluster.repeat(node, KEY, Optional.of(write.value()), contexts.get(write.value()), write.request());
            writes.put(write.value(), new Write(write.value(), write.seen(), write.request(), again));
        }
    }

    private static void killOrRestart(Random random, ShardCluster cluster, List<String> up) {
        if (up.size() < 3) {
            NODES.stream().filter(node -> !cluster.isUp(node)).forEach(cluster::restart);
        } else {
            cluster.kill(up.get(random.nextInt(3)));
        }
    }

    private static boolean isAcknowledged(Write write) {
        return write.answer().message() instanceof Message.PutReply;
    }

    /** A dot means one value for ever. */
    private void rememberDots(ShardCluster cluster, long seed) {
        for (String node : NODES) {
            cluster.copy(node, KEY).ifPresent(copy -> {
                for (Version version : copy.set().versions()) {
                    String value = version.value().map(Bytes::utf8).orElseThrow();
                    String before = dots.putIfAbsent(version.dot(), value);
                    assertTrue(before == null || before.equals(value), "seed " + seed + ": " + version.dot());
                }
            });
        }
    }

    private void judge(ShardCluster cluster, long seed) {
        VersionSet all = cluster.everywhere(KEY);
        TreeSet<String> present = all.versions().stream()
                .map(version -> version.value().orElseThrow().utf8())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all.versions().size(), present.size(), "seed " + seed + ": a value stands twice in " + all);
        TreeSet<String> covered = ancestors(present);
        for (Write write : writes.values()) {
            if (isAcknowledged(write)) {
                assertTrue(
                        present.contains(write.value()) || covered.contains(write.value()),
                        "seed " + seed + ": lost " + write.value() + " of " + all);
            }
        }
        for (String value : present) {
            assertTrue(writes.containsKey(value), "seed " + seed + ": invented " + value);
            assertTrue(!covered.contains(value), "seed " + seed + ": falsely concurrent " + value + " in " + present);
        }
    }

    /** Every value that a writer of one of these had seen, directly or through others. */
    private TreeSet<String> ancestors(TreeSet<String> values) {
        TreeSet<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            for (String seen : writes.get(open.remove()).seen()) {
                if (found.add(seen)) {
                    open.add(seen);
                }
            }
        }
        return found;
    }
}
