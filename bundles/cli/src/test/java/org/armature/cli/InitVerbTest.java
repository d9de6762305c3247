package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.armature.config.ClusterFile;
import org.armature.config.NodeConfig;
import org.armature.config.Surroundings;
import org.armature.model.ErrorCode;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What init writes and says, and what check says of it. */
class InitVerbTest {
    @TempDir
    Path directory;

    private Path etc;

    @BeforeEach
    void name() {
        etc = directory.resolve("etc");
    }

    @Test
    void initWritesTheClustersFilesAndOneForEveryNode() {
        CommandLineRun run = init("--member", "n1=127.0.0.1:7100", "--member", "n2=127.0.0.1:7200,host=box");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals(
                1_024, ClusterFile.read(etc.resolve(ClusterFile.FILE)).ring().partitions());
        NodeConfig second = NodeConfig.read(etc.resolve("nodes/n2.conf"), Surroundings.ofProcess());
        assertEquals("n2", second.identity().id().name());
        assertEquals("box", second.identity().host());
        assertEquals("127.0.0.1:7200", second.listeners().peers().bind().toString());
        assertEquals("127.0.0.1:7201", second.listeners().clients().bind().toString());
        assertEquals("127.0.0.1:7202", second.listeners().admin().bind().toString());
        assertTrue(run.out.contains("cluster.conf and cluster.key") && run.out.contains("mode 600"), run.out);
        assertFalse(run.out.contains("warning"), run.out);
    }

    @Test
    void fewTokensANodeAreWarnedOf() {
        CommandLineRun run =
                init("--partitions", "48", "--member", "n1=127.0.0.1:7100", "--member", "n2=127.0.0.1:7200");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.contains("warning: "), run.out);
    }

    @Test
    void listenersOthersCanReachAreNotOpenedUnasked() throws Exception {
        init("--member", "n1=10.0.0.1:7100");
        assertTrue(Files.readString(etc.resolve("nodes/n1.conf")).contains("insecure = false"));
        CommandLineRun check = CommandLineRun.inPipe(
                new FakeStore(),
                "check",
                Files.copy(etc.resolve("nodes/n1.conf"), etc.resolve("node.conf"))
                        .toString());
        assertEquals(ExitCode.FAILED, check.status);
        assertTrue(check.out.contains("insecure = true"), check.out);
    }

    @Test
    void aRingMayHaveRandomTokens() {
        CommandLineRun run = init(
                "--strategy", "1", "--tokens", "2", "--partitions", "64", "--member", "n1=127.0.0.1:7100,weight=30");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.contains("with 64 partitions, 60 tokens by strategy 1 and 1 node\n"), run.out);
        assertEquals(
                Strategy.RANDOM_TOKENS,
                ClusterFile.read(etc.resolve(ClusterFile.FILE)).ring().strategy());
    }

    @Test
    void aSecondInitChangesNothing() throws Exception {
        init("--member", "n1=127.0.0.1:7100");
        String before = Files.readString(etc.resolve(ClusterFile.FILE));
        CommandLineRun again = init("--member", "n9=127.0.0.1:7900");
        assertEquals(ExitCode.FAILED, again.status);
        assertTrue(again.err.startsWith(ErrorCode.ALREADY_INITIALISED.toString()), again.err);
        assertEquals(before, Files.readString(etc.resolve(ClusterFile.FILE)));
        assertFalse(Files.exists(etc.resolve("nodes/n9.conf")));
    }

    @Test
    void whatCanBeNoClusterIsWrongUsage() {
        CommandLineRun twice = init("--member", "n1=127.0.0.1:7100", "--member", "n1=127.0.0.1:7200");
        assertEquals(ExitCode.USAGE, twice.status);
        assertTrue(twice.err.contains("Nothing was written"), twice.err);
        assertFalse(Files.exists(etc.resolve(ClusterFile.FILE)));
    }

    @Test
    void oneAddressForTwoListenersIsRefused() {
        CommandLineRun peers = init("--member", "n1=127.0.0.1:7100", "--member", "n2=127.0.0.1:7100");
        assertEquals(ExitCode.USAGE, peers.status);
        assertTrue(
                peers.err.contains("members.n2.peers: is the same address as members.n1.peers: 127.0.0.1:7100"),
                peers.err);
        CommandLineRun admin = init("--member", "n1=127.0.0.1:7100", "--member", "n2=127.0.0.1:7102");
        assertEquals(ExitCode.USAGE, admin.status);
        assertTrue(
                admin.err.contains(
                        "nodes/n1.conf: listen.admin: is the same address as members.n2.peers: 127.0.0.1:7102"),
                admin.err);
        assertFalse(Files.exists(etc));
    }

    @Test
    void checkTellsEveryMistakeByLine() throws Exception {
        Path file = Files.writeString(
                directory.resolve("shop.conf"),
                "defaults { n = 3, w = 4 }\ntables {\n  cart { durabilty = disk }\n}\n");
        CommandLineRun run = CommandLineRun.inPipe(new FakeStore(), "check", file.toString());
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.out.contains("shop.conf:1:") && run.out.contains("shop.conf:3:"), run.out);
        assertTrue(run.out.contains("durability"), run.out);
    }

    @Test
    void checkPassesWhatANodeWouldTake() throws Exception {
        Path file = Files.writeString(directory.resolve("shop.conf"), "tables { cart {} }\n");
        CommandLineRun run = CommandLineRun.inPipe(new FakeStore(), "check", file.toString());
        assertEquals(ExitCode.OK, run.status, run.out);
        assertTrue(run.out.endsWith("0 errors, 0 warnings\n"), run.out);
    }

    private CommandLineRun init(String... members) {
        String[] arguments = new String[members.length + 5];
        System.arraycopy(new String[] {"init", "--name", "shop", "--etc", etc.toString()}, 0, arguments, 0, 5);
        System.arraycopy(members, 0, arguments, 5, members.length);
        return CommandLineRun.onTerminal(new FakeStore(), arguments);
    }
}
