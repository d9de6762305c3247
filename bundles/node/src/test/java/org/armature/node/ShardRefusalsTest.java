package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.model.VersionVector;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;

/** What a shard takes from nobody. */
class ShardRefusalsTest {
    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3");

    @Test
    void aContextOfAnotherClusterIsRefusedAndNothingIsWritten() {
        ContextSealer foreign =
                new ContextSealer(List.of(new ClusterKey(1, Bytes.utf8("0123456789abcdef0123456789abcdef"))));
        CausalPast seen = CausalPast.of(VersionVector.EMPTY.with(new Dot(new ActorId(new NodeId("n1"), 100, 1), 1), 0));
        CausalContext context = foreign.seal(ShardCluster.TABLE, Key.utf8("alice"), seen, Optional.empty());
        Answer put = three.put("n1", "alice", "1", context);
        three.settle();
        assertEquals(ErrorCode.CONTEXT_INVALID, put.failure().code());
        assertEquals(Outcome.REJECTED, put.failure().outcome());
        assertEquals(Optional.empty(), three.copy("n1", "alice"));
    }

    @Test
    void aContextOfAnotherKeyIsRefused() {
        Answer bob = three.put("n1", "bob", "1", CausalContext.NONE);
        three.settle();
        Answer put = three.put("n1", "alice", "1", bob.stored().context());
        assertEquals(ErrorCode.CONTEXT_INVALID, put.failure().code());
    }

    @Test
    void anInflatedContextIsRefused() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        byte[] token = first.stored().context().token().toArray();
        int routingHint = 2 + "n1".length();
        for (int i = 0; i < token.length - routingHint; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 0x01;
            Answer put = three.put("n1", "alice", "2", new CausalContext(Bytes.wrap(changed)));
            three.settle();
            assertEquals(ErrorCode.CONTEXT_INVALID, put.failure().code(), "byte " + i);
        }
        assertEquals(List.of("1"), three.read("n2", "alice"));
    }

    @Test
    void wrongRequestsAreRefusedWithTheirReason() {
        assertEquals(
                ErrorCode.VALUE_TOO_LARGE,
                three.put("n1", "a", "x".repeat(10_001), CausalContext.NONE)
                        .failure()
                        .code());
        assertEquals(
                ErrorCode.KEY_TOO_LARGE,
                three.put("n1", "k".repeat(513), "x", CausalContext.NONE)
                        .failure()
                        .code());
        Answer noTable = new Answer();
        three.tell(
                "n1",
                new Event.GetAsked(
                        noTable,
                        Position.of(Key.utf8("a")),
                        new Message.Get(new TableName("shop", "none"), Key.utf8("a"), Message.ReadWish.TABLE, 1_000)));
        assertEquals(ErrorCode.NO_SUCH_TABLE, noTable.failure().code());
        assertTrue(
                noTable.failure().message().contains("shop/cart"),
                noTable.failure().message());
        assertEquals(ErrorCode.BAD_REQUEST, three.get("n1", "a", 4).failure().code());
        Answer noTime = new Answer();
        three.tell(
                "n1",
                new Event.GetAsked(
                        noTime,
                        Position.of(Key.utf8("a")),
                        new Message.Get(ShardCluster.TABLE, Key.utf8("a"), Message.ReadWish.TABLE, 0)));
        assertEquals(ErrorCode.BAD_REQUEST, noTime.failure().code());
    }

    @Test
    void aNodeNeverAcknowledgesAsOwnerWhatItDoesNotOwn() {
        ShardCluster five = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5");
        String key = ShardCluster.keyOfPartition(1);
        Answer answer = new Answer();
        five.tell(
                "n1",
                new Event.ReplicaPutAsked(
                        answer,
                        Position.of(Key.utf8(key)),
                        new NodeId("n2"),
                        new Message.ReplicaPut(
                                ShardCluster.TABLE, Key.utf8(key), Bytes.utf8("x"), Optional.empty(), 1, 0)));
        assertEquals(ErrorCode.NOT_OWNER, answer.failure().code());
    }

    @Test
    void moreCallsThanANodeTakesAreRefusedWithNothingDone() {
        Answer last = null;
        for (int i = 0; i <= 1_000; i++) {
            last = three.get("n1", "k" + i, 0);
        }
        assertEquals(ErrorCode.OVERLOADED, last.failure().code());
        assertEquals(Outcome.NOT_DONE, last.failure().outcome());
        three.settle();
        assertTrue(three.get("n1", "k", 0).message() == null);
    }
}
