package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.Grant.Redemption;
import org.armature.protocol.internal.wire.Wire;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** Values of membership, and rings that somebody forged. */
final class MembershipValuesTest {
    @Test
    void aForcedStateIsLaterThanAnyOfTheGenerationBefore() {
        RingState forced = MembershipSamples.SETTLED.forced();
        assertTrue(StateStamp.of(forced).isLaterThan(StateStamp.of(MembershipSamples.BACK)));
        assertTrue(StateStamp.of(forced).isLaterThan(new StateStamp(0, Long.MAX_VALUE, -1)));
    }

    @Test
    void statesOfOneEpochAreToldApartByTheirChecks() {
        RingState one = MembershipSamples.SETTLED.forced();
        RingState other = MembershipSamples.SETTLED
                .towards(MembershipSamples.RING, List.of())
                .ended()
                .forced();
        assertNotEquals(StateStamp.of(one).check(), StateStamp.of(other).check());
        assertEquals(StateStamp.of(one), StateStamp.of(MembershipSamples.SETTLED.forced()));
    }

    @Test
    void aGrantIsProvedByItsSecretOnly() {
        assertTrue(MembershipSamples.OPEN.isProvedBy(Bytes.utf8("secret")));
        assertFalse(MembershipSamples.OPEN.isProvedBy(Bytes.utf8("Secret")));
    }

    @Test
    void ofTwoRedemptionsOfOneGrantTheEarlierHolds() {
        Grant late = MembershipSamples.OPEN.redeemedBy(new Redemption(1, 2_000, MembershipSamples.BERT));
        Grant early = MembershipSamples.OPEN.redeemedBy(new Redemption(2, 1_999, MembershipSamples.ANNE));
        assertEquals(early, early.merge(late));
        assertEquals(early, late.merge(early));
        assertEquals(late, late.merge(MembershipSamples.OPEN));
        assertEquals(late, MembershipSamples.OPEN.merge(late));
    }

    @Test
    void aForgedRingIsRefusedWithWhatIsWrong() {
        Wire.RingState sound = RingStateCodec.toWire(MembershipSamples.FORWARD);
        refuses("unsettled", sound.toBuilder().clearSettled(), "settled is missing");
        refuses("no target", sound.toBuilder().clearTarget(), "has no target");
        Wire.RingState.Builder twice = sound.toBuilder();
        twice.getSettledBuilder().setMembers(1, sound.getSettled().getMembers(0));
        refuses("twice", twice, "settled.members is \"a\", must be by name, each once");
        Wire.RingState.Builder foreign = sound.toBuilder();
        foreign.getSettledBuilder().setTokens(0, 2);
        refuses("foreign", foreign, "settled.tokens is \"2\", must be 0 to 1");
        Wire.RingState.Builder heavy = sound.toBuilder();
        heavy.getTargetBuilder().getMembersBuilder(0).setWeight(1_001);
        refuses("heavy", heavy, "weight=1001, must be 1 to 1000");
        Wire.RingState.Builder unplaced = sound.toBuilder();
        unplaced.getTargetBuilder().setStrategy(1);
        refuses("unplaced", unplaced, "positions, their length, is \"0\", must be 32 to 32");
        Wire.RingState.Builder unknown = sound.toBuilder();
        unknown.getTargetBuilder().setStrategy(4);
        refuses("unknown", unknown, "strategy=4, must be 1, 2 or 3");
        Wire.RingState.Builder disordered = RingStateCodec.toWire(MembershipSamples.RANDOM).toBuilder();
        disordered.getSettledBuilder().setPositions(ByteString.copyFrom(new byte[32]));
        refuses("disordered", disordered, "no two at one");
        refuses("late", sound.toBuilder().setChangeEpoch(5), "can't belong to a change of epoch 5");
        refuses("dead", sound.toBuilder().addDead("a"), "dead is \"a\", must be by name, each once");
        refuses("endless", sound.toBuilder().setEpoch(-1), "epoch is \"-1\"");
    }

    private static void refuses(String which, Wire.RingState.Builder state, String expected) {
        Wire.GossipEntries message = Wire.GossipEntries.newBuilder()
                .setEntries(Wire.Entries.newBuilder().setState(state))
                .build();
        ProtocolException refused = assertThrows(
                ProtocolException.class,
                () -> MessageCodec.decode(MessageType.GOSSIP_ENTRIES, message.toByteArray()),
                which);
        assertEquals(ErrorCode.BAD_FRAME, refused.code());
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }

    @Test
    void aGrantWithADigestOfAnotherLengthIsRefused() {
        Wire.GossipEntries message = Wire.GossipEntries.newBuilder()
                .setEntries(Wire.Entries.newBuilder()
                        .addGrants(EntriesCodec.toWire(MembershipSamples.OPEN).toBuilder()
                                .setSecretDigest(ByteString.copyFrom(new byte[31]))))
                .build();
        ProtocolException refused = assertThrows(
                ProtocolException.class, () -> MessageCodec.decode(MessageType.GOSSIP_ENTRIES, message.toByteArray()));
        assertTrue(refused.getMessage().contains("31 bytes"), refused.getMessage());
    }
}
