package org.armature.membership;

import org.armature.model.NodeId;

/** What a {@link FailureDetector} wants done; carried out in the order given. */
public sealed interface DetectorEffect {
    /**
     * Ask the peer for a sign of life, on its present connection.
     *
     * @param number from 1 on for each peer, never repeated; comes back in the {@link DetectorEvent.Ponged}
     */
    record SendPing(NodeId peer, long number) implements DetectorEffect {}

    /** The peer is thought of otherwise from now on. */
    record Changed(NodeId peer, PeerState state, String reason) implements DetectorEffect {}

    /**
     * Close the peer's connection and try a new one: nothing has come through for so long that a broken path is likely.
     * TCP would try the old one again after pauses of up to two minutes.
     */
    record Reconnect(NodeId peer, String reason) implements DetectorEffect {}

    /** Tell {@link DetectorEvent.TimePassed} at this monotonic time; replaces an earlier wish. */
    record WakeAt(long monoNanos) implements DetectorEffect {}
}
