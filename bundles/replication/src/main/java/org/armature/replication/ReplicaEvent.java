package org.armature.replication;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.NodeId;

/** What a coordinator learns while it waits for replicas; the coordinating node's own copy is one of them. */
public sealed interface ReplicaEvent {
    /** The replica holds the version, as durable as the table asks. */
    record Stored(NodeId from) implements ReplicaEvent {}

    /** @param record what the replica holds, encoded; empty if it knows nothing of the key */
    record Found(NodeId from, Optional<Bytes> record) implements ReplicaEvent {}

    /** What the replica answers next may lack what it had acknowledged: it was stopped uncleanly, and not compared since. */
    record Doubted(NodeId from) implements ReplicaEvent {}

    /** What the replica holds is large, and has this digest. */
    record Digested(NodeId from, Bytes digest) implements ReplicaEvent {}

    /** The replica's copy can't be read any more; it would take one from others. */
    record Damaged(NodeId from, String reason) implements ReplicaEvent {}

    /** The replica refused, could not be reached, or was lost before it answered. */
    record Failed(NodeId from, String reason) implements ReplicaEvent {}

    record DeadlinePassed() implements ReplicaEvent {}
}
