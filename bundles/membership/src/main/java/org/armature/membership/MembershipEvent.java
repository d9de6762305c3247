package org.armature.membership;

import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.ring.Member;
import org.armature.ring.RingState;

/** What happens to a {@link Membership}. */
public sealed interface MembershipEvent {
    /**
     * The time a {@link MembershipEffect.WakeAt} named has come; also the first event of all.
     *
     * @param draw random bits
     */
    record TimePassed(long draw) implements MembershipEvent {}

    /** A peer asks; wants a {@link MembershipEffect.Answer}. */
    record Asked(long token, NodeId from, MembershipMessage message) implements MembershipEvent {}

    /** In answer to a {@link MembershipEffect.Send}. */
    record Answered(NodeId from, long call, Message answer) implements MembershipEvent {}

    /** A {@link MembershipEffect.Send} was not sent. */
    record Unanswered(NodeId from, long call) implements MembershipEvent {}

    record PeerUp(NodeId peer) implements MembershipEvent {}

    /** What was sent to it and is not answered yet will not be. */
    record PeerDown(NodeId peer) implements MembershipEvent {}

    /**
     * All shards work by this state now, and nothing is under way any more that went by an earlier one. Until this is
     * told of a state the node does not acknowledge it, and its transition does not end.
     */
    record Applied(RingState state) implements MembershipEvent {}

    /** A peer may go by a later ring than this node: they gossip at once. */
    record RingsDiffer(NodeId peer) implements MembershipEvent {}

    record Reported(LocalReport report) implements MembershipEvent {}

    /**
     * A place changes hands: answered by {@link MembershipEffect.CustodyKept} once that is on disk.
     *
     * @param changeEpoch of the transition
     * @param n of the tables concerned
     * @param move its number among those of this n
     */
    record CustodyAsked(long token, long changeEpoch, int n, int move, Custody kind) implements MembershipEvent {
        /** This node may be about to lose the place. */
        public static CustodyAsked fence(long token, MoveName move) {
            return of(token, move, Custody.FENCE);
        }

        /** This node has everything of the place: it was given, or taken back. */
        public static CustodyAsked hold(long token, MoveName move) {
            return of(token, move, move.back() ? Custody.RETURNED : Custody.ACCEPT);
        }

        private static CustodyAsked of(long token, MoveName move, Custody kind) {
            return new CustodyAsked(token, move.changeEpoch(), move.n(), move.number(), kind);
        }
    }

    /**
     * An operator has transfers of a transition stop for a while, or go on; answered by {@link
     * MembershipEffect.PauseKept} once that is on disk. Of a transition this node has not heard of yet it is kept until
     * it does; of an earlier one it means nothing.
     */
    record PauseAsked(long token, long changeEpoch, boolean pauses) implements MembershipEvent {}

    /** Answered by {@link MembershipEffect.ChangeEnded}. */
    record ChangeAsked(long token, RingChange change) implements MembershipEvent {}

    /**
     * An operator lets a node join. Answered by {@link MembershipEffect.GrantGiven} or {@link MembershipEffect.Refused}.
     *
     * @param validMillis 1 minute to 30 days
     * @param secretDigest SHA-256 of a secret that the operator gets and hands on
     */
    record GrantAsked(long token, NodeId node, long validMillis, Bytes secretDigest) implements MembershipEvent {}

    /**
     * A node uses its grant. Answered by {@link MembershipEffect.GrantTaken} or {@link MembershipEffect.Refused}.
     *
     * @param secret whose digest the grant has
     * @param process a random number of the process that asks; it may ask again
     * @param member what it is going to be
     */
    record RedeemAsked(long token, String grantId, Bytes secret, long process, Member member)
            implements MembershipEvent {}
}
