package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.demo.engine.EngineJar;
import org.armature.protocol.EngineMessage.Engine;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.junit.jupiter.api.Test;

/** Engines of running nodes, in the zip as its users have it, are exchanged by jars with other versions. */
class HotSwapIT extends OwnNodes {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CLIENTS = 32;
    private static final String NEWER = "99.1.0";
    private static final String NEWEST = "99.2.0";
    private static final Pattern LOADERS = Pattern.compile("(\\d+) +\\d+ +\\S*BundleWiringImpl\\$BundleClassLoader\\b");

    private void start(int size) throws Exception {
        String quorum = size == 1 ? "defaults { n = 1, r = 1, w = 1 }\ntables { kv {} }\n" : THREE_COPIES;
        nodes.addAll(NodeUnderTest.cluster(home, temp, size, quorum));
        for (NodeUnderTest node : nodes) {
            node.takeEngines();
            node.start();
        }
        if (size > 1) {
            for (NodeUnderTest node : nodes) {
                try (AdminClient admin = admin(node)) {
                    Await.until("all are up", LIMIT, () -> admin.status().peers().stream()
                            .allMatch(peer -> peer.isReachable()));
                }
            }
        }
    }

    private AdminClient admin(NodeUnderTest node) throws IOException {
        return ArmatureClient.builder()
                .node(node.address("admin"))
                .deadline(LIMIT)
                .buildAdmin();
    }

    private ArmatureClient client() throws IOException {
        ClientBuilder builder = ArmatureClient.builder().deadline(LIMIT);
        for (NodeUnderTest node : nodes) {
            builder.node(node.address("client"));
        }
        return builder.build();
    }

    private EngineJar bdbje() throws IOException {
        return EngineJar.find(home.resolve("engines"), "bdbje");
    }

    private Path bdbje(String file, String version) throws IOException {
        return bdbje(file, version, main -> {});
    }

    private Path bdbje(String file, String version, Consumer<Attributes> change) throws IOException {
        return bdbje().remade(temp.resolve(file), version(version).andThen(change), entry -> true);
    }

    /** Lacks a class, as a defective build does. */
    private Path bdbjeWithout(String entry) throws IOException {
        return bdbje().remade(temp.resolve("broken.jar"), version(NEWER), name -> !name.equals(entry));
    }

    private static Consumer<Attributes> version(String version) {
        return main -> main.putValue("Bundle-Version", version);
    }

    private EnginesReply engines(NodeUnderTest node) throws IOException {
        try (AdminClient admin = admin(node)) {
            return admin.engines();
        }
    }

    private Engine bdbje(NodeUnderTest node) throws IOException {
        return engines(node).engines().stream()
                .filter(engine -> engine.name().equals("bdbje"))
                .findFirst()
                .orElseThrow();
    }

    private Command engine(NodeUnderTest node, String... words) throws IOException {
        String[] head = {"engine"};
        String[] tail = {"--timeout", "60s", "--node", node.address("admin")};
        String[] all = Arrays.copyOf(head, head.length + words.length + tail.length);
        System.arraycopy(words, 0, all, head.length, words.length);
        System.arraycopy(tail, 0, all, head.length + words.length, tail.length);
        return Command.start(home.resolve("bin/armature"), Map.of(), all);
    }

    private void swap(NodeUnderTest node, Path jar, String... options) throws Exception {
        String[] words = Arrays.copyOf(new String[] {"swap", jar.toString()}, 2 + options.length);
        System.arraycopy(options, 0, words, 2, options.length);
        try (Command swap = engine(node, words)) {
            assertEquals(0, swap.exitStatus(LIMIT), swap::text);
        }
    }

    private void await(NodeUnderTest node, Predicate<EnginesReply> condition) throws Exception {
        Await.until(node.engines() + " is as it should be", LIMIT, () -> condition.test(engines(node)));
    }

    private void awaitVersion(NodeUnderTest node, String version) throws Exception {
        Await.until(version + " runs", LIMIT, () -> bdbje(node).version().equals(version));
    }

    private void awaitMore(CountingLoad load) throws Exception {
        long before = load.written();
        Await.until("clients write", LIMIT, () -> load.written() > before + CLIENTS);
    }

    @Test
    void tenExchangesUnderLoadFailNoRequestAndLoseNothing() throws Exception {
        start(3);
        Path newer = bdbje("newer.jar", NEWER);
        Path newest = bdbje("newest.jar", NEWEST);
        try (ArmatureClient client = client();
                CountingLoad load = new CountingLoad(client, CLIENTS)) {
            awaitMore(load);
            for (int exchange = 0; exchange < 10; exchange++) {
                NodeUnderTest node = nodes.get(exchange / 2 % 3);
                boolean forth = exchange % 2 == 0;
                swap(node, forth ? newest : newer, "--force");
                assertEquals(forth ? NEWEST : NEWER, bdbje(node).version());
                assertTrue(bdbje(node).last().orElseThrow().done());
                awaitMore(load);
            }
            load.assertNothingFailedOrLost();
        }
    }

    @Test
    void aJarDroppedOnAllNodesAtOnceIsTakenByOneAfterTheOther() throws Exception {
        start(3);
        Path newer = bdbje("newer.jar", NEWER);
        try (ArmatureClient client = client();
                CountingLoad load = new CountingLoad(client, CLIENTS)) {
            awaitMore(load);
            for (NodeUnderTest node : nodes) {
                Path half = Files.copy(newer, node.engines().resolve(".newer.jar.part"));
                Files.move(half, node.engines().resolve("newer.jar"), StandardCopyOption.ATOMIC_MOVE);
            }
            for (NodeUnderTest node : nodes) {
                awaitVersion(node, NEWER);
                await(node, reply -> reply.complaints().isEmpty());
            }
            load.assertNothingFailedOrLost();
        }
        for (NodeUnderTest node : nodes) {
            Await.until("the jar before is put away", LIMIT, () -> UnpackedZip.list(node.engines()).stream()
                    .filter(file -> file.getFileName().toString().contains("bdbje")
                            || file.getFileName().toString().equals("newer.jar"))
                    .map(file -> file.getFileName().toString())
                    .toList()
                    .equals(List.of("newer.jar")));
            assertEquals(
                    1, UnpackedZip.list(node.engines().resolve(".replaced")).size());
        }
        NodeUnderTest first = nodes.get(0);
        assertEquals(143, first.stop());
        first.start();
        assertEquals(NEWER, bdbje(first).version());
    }

    @Test
    void badJarsChangeNothingAndItIsSaidWhy() throws Exception {
        start(1);
        NodeUnderTest node = nodes.get(0);
        String version = bdbje(node).version();
        byte[] whole = Files.readAllBytes(bdbje("newer.jar", NEWER));
        Path half = Files.write(temp.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Path random = Files.write(temp.resolve("random.jar"), noise);
        Path lower = bdbje("lower.jar", "0.0.1");
        Path otherName = bdbje("other.jar", NEWER, main -> main.putValue("Bundle-SymbolicName", "com.example.bdbje"));
        Path otherInterface = bdbje(
                "interface.jar",
                NEWER,
                main -> main.putValue(
                        "Import-Package",
                        main.getValue("Import-Package")
                                .replaceFirst(
                                        "org\\.armature\\.storage;version=\"[^\"]*\"",
                                        "org.armature.storage;version=\"[9.0,10)\"")));
        refuses(node, half, "half copied");
        refuses(node, random, "half copied, or none at all");
        refuses(node, lower, "the newer " + version + " runs");
        refuses(node, otherName, "is served by bundle org.armature.engine.bdbje");
        refuses(
                node,
                otherInterface,
                "it needs package org.armature.storage [9.0.0,10.0.0), but the installed version");
        assertEquals(version, bdbje(node).version());
        try (ArmatureClient client = client();
                CountingLoad load = new CountingLoad(client, 2)) {
            awaitMore(load);
            load.assertNothingFailedOrLost();
        }
        assertEquals(143, node.stop());
        node.start();
        assertEquals(version, bdbje(node).version());
    }

    private void refuses(NodeUnderTest node, Path jar, String why) throws Exception {
        try (Command swap = engine(node, "swap", jar.toString())) {
            assertEquals(1, swap.exitStatus(LIMIT), swap::text);
            assertTrue(swap.output().contains(why), swap::text);
        }
        assertTrue(
                UnpackedZip.list(node.engines()).stream()
                        .noneMatch(file -> file.getFileName().toString().equals("." + jar.getFileName())),
                "the copy stays behind");
        Files.copy(jar, node.engines().resolve(jar.getFileName()));
        await(node, reply -> reply.complaints().stream()
                .anyMatch(text -> text.startsWith("ARM-408 " + jar.getFileName()) && text.contains(why)));
        try (AdminClient admin = admin(node)) {
            assertTrue(admin.status().warnings().stream().anyMatch(text -> text.contains(why)));
        }
        long told = node.log()
                .lines()
                .filter(line -> line.contains("engine jar not taken") && line.contains("/" + jar.getFileName()))
                .count();
        assertEquals(1, told, "told so often in the log");
        Files.deleteIfExists(node.engines().resolve(jar.getFileName()));
    }

    @Test
    void anEngineThatDoesNotWorkIsFoundOutBeforeTablesDependOnItAndItsJarIsSetAside() throws Exception {
        start(1);
        NodeUnderTest node = nodes.get(0);
        String version = bdbje(node).version();
        Path broken = bdbjeWithout("org/armature/engine/bdbje/OpenedLog.class");
        try (ArmatureClient client = client();
                CountingLoad load = new CountingLoad(client, 2)) {
            awaitMore(load);
            try (Command swap = engine(node, "swap", broken.toString())) {
                assertEquals(1, swap.exitStatus(LIMIT), swap::text);
                assertTrue(swap.output().contains("before it got to see those of tables: "), swap::text);
            }
            awaitMore(load);
            load.assertNothingFailedOrLost();
        }
        assertEquals(version, bdbje(node).version());
        assertEquals(1, UnpackedZip.list(node.engines().resolve(".refused")).size());
    }

    @Test
    void twentyExchangesLeaveNoClassLoaderOfABundleBefore() throws Exception {
        start(1);
        NodeUnderTest node = nodes.get(0);
        Path newer = bdbje("newer.jar", NEWER);
        Path newest = bdbje("newest.jar", NEWEST);
        try (ArmatureClient client = client();
                CountingLoad load = new CountingLoad(client, 4)) {
            awaitMore(load);
            long before = loaders(node);
            for (int exchange = 0; exchange < 20; exchange++) {
                swap(node, exchange % 2 == 0 ? newest : newer, "--force");
                awaitMore(load);
            }
            Await.until("as many class loaders as before", LIMIT, () -> loaders(node) <= before);
            load.assertNothingFailedOrLost();
        }
    }

    /** Of bundles, that are reachable: the histogram is made after a full collection. */
    private static long loaders(NodeUnderTest node) throws Exception {
        try (Command histogram = Command.start(
                Path.of(System.getProperty("java.home"), "bin/jcmd"),
                Map.of(),
                Long.toString(node.pid()),
                "GC.class_histogram")) {
            assertEquals(0, histogram.exitStatus(), histogram::text);
            Matcher count = LOADERS.matcher(histogram.output());
            assertTrue(count.find(), histogram::text);
            return Long.parseLong(count.group(1));
        }
    }

    @Test
    void anEngineThatTablesNeedIsRemovedOnlyIfThatIsMeantAndServesAgainWhenItIsBack() throws Exception {
        start(1);
        NodeUnderTest node = nodes.get(0);
        try (Command remove = engine(node, "remove", "bdbje")) {
            assertEquals(1, remove.exitStatus(LIMIT), remove::text);
            assertTrue(remove.output().contains("ARM-409"), remove::text);
        }
        try (Command remove = engine(node, "remove", "bdbje", "--tables-without-engine")) {
            assertEquals(0, remove.exitStatus(LIMIT), remove::text);
        }
        assertTrue(engines(node).engines().stream()
                .noneMatch(engine -> engine.name().equals("bdbje")));
        try (AdminClient admin = admin(node)) {
            assertTrue(admin.status().tables().get(0).problem().startsWith("no engine serves it"));
        }
        Files.copy(bdbje().file(), node.engines().resolve("again.jar"));
        Await.until("it serves again", LIMIT, () -> {
            try (AdminClient admin = admin(node)) {
                return admin.status().tables().get(0).problem().isEmpty();
            }
        });
    }
}
