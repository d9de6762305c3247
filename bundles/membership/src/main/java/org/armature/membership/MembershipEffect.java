package org.armature.membership;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/** What a {@link Membership} wants done; carried out in the order given. */
public sealed interface MembershipEffect {
    /**
     * Keep this in place of what was kept before. It must be on disk, forced, before any effect after it is carried out;
     * if it can't be, none of them may be, and the node must stop.
     */
    record Save(SavedMembership image) implements MembershipEffect {}

    /**
     * The ring or the progress of its transition is another one from now on. Answer with {@link
     * MembershipEvent.Applied} once all shards work by it.
     */
    record Published(RingState state, Progress progress) implements MembershipEffect {}

    /** @param call from 1, never repeated; comes back in the answer */
    record Send(NodeId to, long call, MembershipMessage message) implements MembershipEffect {}

    /** Ends what an event has asked; there is one for each. */
    sealed interface Reply extends MembershipEffect {
        /** Of the event. */
        long token();
    }

    /** To a peer that asked. */
    record Answer(long token, Message message) implements Reply {}

    /** Tell {@link MembershipEvent.TimePassed} at this monotonic time; replaces an earlier wish. */
    record WakeAt(long monoNanos) implements MembershipEffect {}

    /** Keep connections to these nodes, and to no others; each with its address, {@code host:port}. */
    record Connect(SortedMap<NodeId, String> peers) implements MembershipEffect {
        public Connect {
            peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        }
    }

    record ChangeEnded(long token, ChangeOutcome outcome) implements Reply {}

    record CustodyKept(long token) implements Reply {}

    record CustodyRefused(long token, String why) implements Reply {}

    record PauseKept(long token) implements Reply {}

    record GrantGiven(long token, Grant grant) implements Reply {}

    /** The node is a candidate now: the next plan may have it join. */
    record GrantTaken(long token, Grant grant) implements Reply {}

    /**
     * No grant was given or taken.
     *
     * @param mayPass whether another member, or this one in a moment, may answer otherwise
     */
    record Refused(long token, ErrorCode code, boolean mayPass, String why) implements Reply {}

    /** For the operator; told once for each cause. */
    record Notice(ErrorCode code, String text) implements MembershipEffect {}
}
