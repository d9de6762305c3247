package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.Removal;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member restarts while a node that was let in waits to be taken into the ring. */
class RememberedCandidateTest {
    private static final NodeId CANDIDATE = new NodeId("n9");

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void aMemberConnectsToACandidateThatItKnewBeforeItsRestart() throws IOException {
        connects(List.of());
    }

    @Test
    @Timeout(60)
    void aMemberConnectsToACandidateThatWasAMemberBefore() throws IOException {
        connects(List.of(new Removal(CANDIDATE, 1)));
    }

    private void connects(List<Removal> removals) throws IOException {
        try (ServerSocket candidate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MemoryCluster cluster = new MemoryCluster(directory, 1, "n = 1, r = 1, w = 1")) {
            candidate.setSoTimeout(20_000);
            cluster.start(1);
            cluster.stop(1);
            String address = "127.0.0.1:" + candidate.getLocalPort();
            cluster.rewriteMembership(1, before -> letIn(before, address, removals));
            cluster.start(1);
            try (Socket dialled = candidate.accept()) {
                assertNotNull(dialled.getRemoteSocketAddress());
            }
        }
    }

    private static SavedMembership letIn(SavedMembership before, String address, List<Removal> removals) {
        Member like = before.state().settled().members().get(LocalCluster.id(1));
        Member member = new Member(CANDIDATE, address, like.clientAddress(), like.host(), like.zone(), like.weight());
        Grant grant = new Grant(
                "0123456789abcdef",
                CANDIDATE,
                Bytes.wrap(new byte[Grant.DIGEST_BYTES]),
                System.currentTimeMillis() + 600_000,
                2,
                0,
                Optional.of(new Grant.Redemption(7, System.currentTimeMillis(), member)));
        return new SavedMembership(
                before.node(),
                before.life(),
                before.start(),
                before.state(),
                before.progress(),
                before.promised(),
                before.accepted(),
                before.lastRound(),
                before.votesFrom(),
                before.members(),
                List.of(grant),
                removals,
                before.fences(),
                before.earlierLives(),
                before.pausedChange());
    }
}
