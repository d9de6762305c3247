package org.armature.membership;

import org.armature.model.NodeId;

/** What happens to a {@link FailureDetector}. */
public sealed interface DetectorEvent {
    /**
     * The connection on which pings go to the peer stands, in place of an earlier one.
     *
     * @param incarnation the peer's, for the story told to operators
     */
    record Connected(NodeId peer, long incarnation) implements DetectorEvent {}

    /** The connection to the peer is gone. */
    record Disconnected(NodeId peer, String reason) implements DetectorEvent {}

    /** An answer to {@link DetectorEffect.SendPing}; a late or doubled one does no harm. */
    record Ponged(NodeId peer, long number) implements DetectorEvent {}

    /** The time a {@link DetectorEffect.WakeAt} named has come. */
    record TimePassed() implements DetectorEvent {}
}
