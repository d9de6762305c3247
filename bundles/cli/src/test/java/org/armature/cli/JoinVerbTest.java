package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.armature.client.StoreException;
import org.armature.config.ClusterFile;
import org.armature.config.ClusterInit;
import org.armature.config.ClusterKeyFile;
import org.armature.config.NodeConfig;
import org.armature.config.Surroundings;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.GrantToken;
import org.armature.protocol.JoinSeal;
import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.armature.ring.Member;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What join asks of a member, writes and says. */
class JoinVerbTest {
    private static final NodeId N4 = new NodeId("n4");
    private static final Bytes SALT = Bytes.utf8("0123456789abcdef");

    @TempDir
    Path directory;

    private final FakeStore store = new FakeStore();
    private Path etc;
    private ClusterFile cluster;
    private ClusterKeyFile key;
    private GrantToken grant;

    @BeforeEach
    void makeACluster() {
        etc = directory.resolve("etc");
        Path member = directory.resolve("member");
        Member n1 = new Member(new NodeId("n1"), "10.0.0.1:7100", "10.0.0.1:7101", "h1", "a", 100);
        cluster = ClusterInit.run(member, "shop", 64, List.of(n1), new SecureRandom())
                .cluster();
        key = ClusterKeyFile.read(member.resolve(ClusterKeyFile.FILE));
        grant = new GrantToken(
                cluster.id(),
                "shop",
                "00112233445566aa",
                N4,
                Long.MAX_VALUE,
                SALT,
                GrantToken.secret(key.keys().get(0), N4, SALT),
                List.of("10.0.0.1:7100", "10.0.0.2:7100"));
        store.letIn = this::letIn;
    }

    /** As a member does that knows nothing of the secret but its salt. */
    private JoinReply letIn(JoinAsked asked) {
        Bytes secret = GrantToken.secret(key.keys().get(0), asked.member().node(), asked.salt());
        JoinSeal seal = new JoinSeal(cluster.id(), asked.grant(), secret, asked.member(), asked.nonce());
        assertTrue(seal.isProof(asked.proof()), asked::toString);
        return seal.seal(Bytes.utf8("0123456789ab"), cluster.text(), key.text());
    }

    @Test
    void aMachineGetsItsFilesAndIsToldWhatComesNext() {
        CommandLineRun run = join("--listen", "10.0.0.4:7100,zone=d,weight=200");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals(
                List.of("join [10.0.0.1:7100, 10.0.0.2:7100] " + cluster.id() + " PT10S", "join of n4", "close"),
                store.asked);
        assertEquals(cluster, ClusterFile.read(etc.resolve(ClusterFile.FILE)));
        assertEquals(key, ClusterKeyFile.read(etc.resolve(ClusterKeyFile.FILE)));
        assertEquals("""
                this machine may start as n4, a candidate of cluster shop
                  wrote ETC/node.conf
                  wrote ETC/cluster.key
                  wrote ETC/cluster.conf

                Copy instances/*.conf from a member into ETC: they are the same on all nodes.
                Say insecure = true in node.conf if other machines may reach this one unprotected.
                Then, here:         armature start
                and on a member:    armature plan --join n4
                """, run.out.replace(etc.toString(), "ETC"));
        assertFalse(run.out.contains(key.text()));
    }

    @Test
    void theNodesFileSaysWhatTheMembersWereTold() {
        join("--listen", "127.0.0.1:7400,zone=d,weight=200");
        NodeConfig node = NodeConfig.read(etc.resolve(NodeConfig.FILE), Surroundings.ofProcess());
        assertEquals(N4, node.identity().id());
        assertEquals("d", node.identity().zone());
        assertEquals(200, node.identity().weight());
        assertEquals("127.0.0.1:7400", node.listeners().peers().advertised().toString());
        assertEquals("127.0.0.1:7401", node.listeners().clients().advertised().toString());
    }

    @Test
    void aNodesOwnFileIsKeptAndTold() throws IOException {
        Files.createDirectories(etc);
        String own = "node { id = n4, host = h4, zone = z }\nlisten.peers = \"127.0.0.1:7400\"\n";
        Files.writeString(etc.resolve(NodeConfig.FILE), own);
        CommandLineRun both = join("--listen", "127.0.0.1:7500");
        assertEquals(ExitCode.USAGE, both.status);
        assertEquals(List.of(), store.asked);
        CommandLineRun run = join();
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals(own, Files.readString(etc.resolve(NodeConfig.FILE)));
        assertFalse(run.out.contains("wrote " + etc.resolve(NodeConfig.FILE)), run.out);
    }

    @Test
    void aTokenForAnotherNodeIsNotUsed() throws IOException {
        Files.createDirectories(etc);
        Files.writeString(etc.resolve(NodeConfig.FILE), "node.id = n5");
        CommandLineRun run = join();
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.startsWith("ARM-605 the token is for a node called n4"), run.err);
        assertEquals(List.of(), store.asked);
    }

    @Test
    void whatIsNoTokenOrSaysNotWhereToListenIsToldBeforeAnybodyIsAsked() {
        CommandLineRun cut = CommandLineRun.onTerminal(store, "join", "armature-grant-1.abc", "--listen", "h:1");
        assertEquals(ExitCode.FAILED, cut.status);
        assertTrue(cut.err.startsWith("ARM-605 that is no token of `armature grant`"), cut.err);
        assertEquals(ExitCode.USAGE, join().status);
        assertEquals(ExitCode.USAGE, join("--listen", "here").status);
        assertEquals(List.of(), store.asked);
        assertFalse(Files.exists(etc));
    }

    @Test
    void aMachineOfAClusterUsesNoToken() {
        join("--listen", "127.0.0.1:7400");
        CommandLineRun again = join("--listen", "127.0.0.1:7400");
        assertEquals(ExitCode.FAILED, again.status);
        assertTrue(again.err.startsWith(ErrorCode.ALREADY_INITIALISED.toString()), again.err);
        assertEquals(3, store.asked.size());
    }

    @Test
    void aRefusalIsTheMembersAndNothingIsWritten() {
        store.failure = new StoreException.Rejected(ErrorCode.GRANT_REFUSED, "the token was used by another process");
        CommandLineRun run = join("--listen", "127.0.0.1:7400");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals("ARM-605 the token was used by another process\n  Nothing was changed.\n", run.err);
        assertFalse(Files.exists(etc));
    }

    @Test
    void aTokenThatNoMemberKnowsIsAFailureToo() {
        store.failure = new StoreException.Unavailable(
                ErrorCode.GRANT_REFUSED, "n1 answered this node does not know the token; nothing was written.");
        CommandLineRun run = join("--listen", "127.0.0.1:7400");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals("ARM-605 n1 answered this node does not know the token; nothing was written.\n", run.err);
    }

    @Test
    void membersThatCanNotBeReachedLeaveTheTokenGood() {
        store.failure = new StoreException.Unavailable(ErrorCode.UNAVAILABLE, "10.0.0.1:7100 refused the connection");
        CommandLineRun run = join("--listen", "127.0.0.1:7400");
        assertEquals(ExitCode.UNAVAILABLE, run.status);
        assertTrue(run.err.contains("the token is still good"), run.err);
    }

    @Test
    void anAnswerOfSomebodyElseIsNotWritten() {
        store.letIn = asked -> new JoinReply(cluster.text(), Bytes.utf8("0123456789ab"), Bytes.utf8("x".repeat(40)));
        CommandLineRun run = join("--listen", "127.0.0.1:7400");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.contains("not made with this token's secret"), run.err);
        assertFalse(Files.exists(etc));
    }

    @Test
    void programsGetJson() {
        CommandLineRun run = join("--listen", "127.0.0.1:7400", "--json");
        assertTrue(run.out.startsWith("{\n  \"node\": \"n4\",\n  \"clusterName\": \"shop\""), run.out);
    }

    private CommandLineRun join(String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"join", grant.encode(), "--etc", etc.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.onTerminal(store, arguments);
    }
}
