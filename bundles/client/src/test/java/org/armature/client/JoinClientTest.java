package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.armature.ring.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine that wants to join asks members where their peers do. */
class JoinClientTest {
    private static final JoinAsked ASKED = new JoinAsked(
            "0123456789abcdef",
            Bytes.wrap(new byte[16]),
            new Member(new NodeId("n4"), "127.0.0.1:7400", "127.0.0.1:7401", "h4", "a", 100),
            Bytes.wrap(new byte[16]),
            Bytes.wrap(new byte[32]));
    private static final JoinReply ANSWER = new JoinReply("format = 1", Bytes.wrap(new byte[12]), Bytes.utf8("sealed"));

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.add(ScriptedNode.peer("n1", JoinClientTest::greet));
    private final ScriptedNode n2 = opened.add(ScriptedNode.peer("n2", JoinClientTest::greet));

    private static Message greet(Message.Hello hello) {
        return hello.role() == Message.Role.JOINER && hello.clusterId().equals(Optional.of(ScriptedNode.CLUSTER))
                ? ScriptedNode.welcome("n1", ScriptedNode.CLUSTER)
                : new Message.Failure(ErrorCode.FOREIGN_CLUSTER, Outcome.REJECTED, "another cluster: " + hello);
    }

    @Test
    void asksForTheClustersFiles() {
        n1.answers(ANSWER);
        assertEquals(ANSWER, client(ScriptedNode.CLUSTER, n1).join(ASKED));
        assertEquals(ASKED, n1.next(JoinAsked.class));
    }

    @Test
    void asksAnotherMemberIfOneDies() {
        n1.cutsTheConnection();
        n2.answers(ANSWER);
        assertEquals(ANSWER, client(ScriptedNode.CLUSTER, n1, n2).join(ASKED));
    }

    @Test
    void aRefusalIsTheMembers() {
        n1.fails(ErrorCode.NAME_TAKEN, Outcome.REJECTED, "there is a member named n4 already");
        StoreException.Rejected e = assertThrows(StoreException.Rejected.class, () -> client(ScriptedNode.CLUSTER, n1)
                .join(ASKED));
        assertEquals(ErrorCode.NAME_TAKEN, e.code());
        assertTrue(e.getMessage().endsWith("there is a member named n4 already"), e::getMessage);
    }

    @Test
    void aGrantOneMemberHasNotHeardOfYetAnotherMayKnow() {
        n1.fails(ErrorCode.GRANT_REFUSED, Outcome.NOT_DONE, "this node does not know the token");
        n2.answers(ANSWER);
        JoinClient joiner = client(ScriptedNode.CLUSTER, n1, n2);
        for (int i = 0; i < 4; i++) {
            assertEquals(ANSWER, joiner.join(ASKED));
        }
    }

    @Test
    void aGrantThatNoMemberKnowsIsRefusedAsTheyRefuseIt() {
        n1.fails(ErrorCode.GRANT_REFUSED, Outcome.NOT_DONE, "this node does not know the token");
        StoreException.Unavailable e =
                assertThrows(StoreException.Unavailable.class, () -> client(ScriptedNode.CLUSTER, n1)
                        .join(ASKED));
        assertEquals(ErrorCode.GRANT_REFUSED, e.code());
        assertTrue(e.getMessage().contains("this node does not know the token"), e::getMessage);
    }

    @Test
    void aGrantThatWasUsedIsRefusedOnceAndForAll() {
        n1.fails(ErrorCode.GRANT_REFUSED, Outcome.REJECTED, "the token was used by another process");
        StoreException.Rejected e = assertThrows(StoreException.Rejected.class, () -> client(ScriptedNode.CLUSTER, n1)
                .join(ASKED));
        assertTrue(e.getMessage().endsWith("the token was used by another process"), e::getMessage);
        n1.next(JoinAsked.class);
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void membersOfAnotherClusterAreNotAsked() {
        StoreException.Rejected e = assertThrows(
                StoreException.Rejected.class, () -> client("decaf", n1).join(ASKED));
        assertEquals(ErrorCode.FOREIGN_CLUSTER, e.code());
        assertEquals(0, n1.requestsWaiting());
    }

    private JoinClient client(String clusterId, ScriptedNode... members) {
        return opened.add(
                opened.builder(members).deadline(Duration.ofSeconds(10)).buildJoin(clusterId));
    }
}
