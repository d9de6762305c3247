package org.armature.replication;

import java.util.Optional;
import org.armature.model.ErrorCode;

/** A change of one key's record on one node, from what is stored to what shall be. Pure: no I/O. */
public interface RecordChange {
    /** @param found this node's copy; empty if it has none */
    Decision decide(Optional<LocalCopy> found);

    sealed interface Decision {}

    /** Store this copy. */
    record Store(LocalCopy copy) implements Decision {}

    /** Nothing to store: this copy is as it shall be. */
    record Keep(LocalCopy copy) implements Decision {}

    /** The change is impossible; what is stored stays. */
    record Refuse(ErrorCode code, String message) implements Decision {}
}
