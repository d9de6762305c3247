package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.Table;
import org.armature.config.ClusterInit;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.Test;

/** Clusters of strategies 1 and 2 (Dynamo §6.2) grow and shrink by the command, as real processes, and lose nothing. */
class StrategiesIT extends OwnNodes {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 16;
    private static final int TOKENS = 8;
    private static final int KEYS = 300;
    private static final Pattern TOKEN = Pattern.compile("(armature-grant-1\\.\\S+)");
    private static final Pattern PLAN = Pattern.compile("PLAN (p-\\d+-[0-9a-f]+) ");

    @Test
    void underStrategyOneANodeJoinsAndAnotherLeavesAndEveryKeyIsThere() throws Exception {
        joinAndLeave(Strategy.RANDOM_TOKENS);
    }

    @Test
    void underStrategyTwoANodeJoinsAndAnotherLeavesAndEveryKeyIsThere() throws Exception {
        joinAndLeave(Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS);
    }

    private void joinAndLeave(Strategy strategy) throws Exception {
        ClusterInit.RingKind ring = new ClusterInit.RingKind(strategy, PARTITIONS, TOKENS);
        nodes.addAll(NodeUnderTest.cluster(home, temp, ring, 3, THREE_COPIES));
        for (NodeUnderTest node : nodes) {
            node.start();
        }
        try (ArmatureClient client = nodes.get(0).client()) {
            Table table = client.table("kv");
            for (int key = 0; key < KEYS; key++) {
                table.put(Key.utf8("key" + key), value(key), CausalContext.NONE);
            }
        }
        join("n4");
        assertEveryKeyIsReadFrom(nodes.get(3));
        assertTrue(
                says("ring", "--data", data(0)).contains("strategy " + strategy.number() + ", 4 nodes"),
                () -> "nodes of strategy " + strategy.number());
        change("--leave", "n2");
        assertEquals(143, nodes.get(1).stop());
        assertEveryKeyIsReadFrom(nodes.get(0));
        assertEveryKeyIsReadFrom(nodes.get(3));
    }

    private void join(String name) throws Exception {
        NodeUnderTest node = NodeUnderTest.outsider(home, temp, name, THREE_COPIES);
        nodes.add(node);
        String token = found(TOKEN, says("grant", name, "--data", data(0)));
        says("join", token, "--etc", node.etc().toString());
        node.start();
        Await.until(name + " is a candidate", LIMIT, () -> isCandidate(name));
        change("--join", name);
    }

    private boolean isCandidate(String name) throws Exception {
        return says("status", "--data", data(0)).lines().anyMatch(line -> line.matches(name + " .* up +candidate"));
    }

    private void change(String... what) throws Exception {
        String plan = found(PLAN, says(arguments("plan", what)));
        says("commit", plan, "--data", data(0));
        says("tasks", "watch", "--limit", "2m", "--data", data(0));
    }

    private String[] arguments(String verb, String... what) {
        return Stream.of(Stream.of(verb), Stream.of(what), Stream.of("--data", data(0)))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    /** All three owners have to answer. */
    private static void assertEveryKeyIsReadFrom(NodeUnderTest node) throws IOException {
        try (ArmatureClient client = node.client()) {
            for (int key = 0; key < KEYS; key++) {
                assertEquals(
                        Optional.of(value(key)),
                        client.table("kv")
                                .get(Key.utf8("key" + key), ReadOptions.DEFAULT.withR(3))
                                .value(),
                        "key" + key);
            }
        }
    }

    private static Bytes value(int key) {
        return Bytes.utf8("value " + key);
    }

    private String data(int node) {
        return nodes.get(node).data().toString();
    }

    private static String says(String... arguments) throws Exception {
        return Command.run(home, 0, arguments);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }
}
