package org.armature.replication;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.VersionSet;

/**
 * A change of what one node keeps of one key, from what is stored to what shall be. Pure: no I/O.
 *
 * @param <C> what is kept: the node's own {@link LocalCopy}, or a {@link HintCopy}
 */
public interface RecordChange<C> {
    /** @param found what is there; empty if nothing is */
    Decision<C> decide(Optional<C> found);

    sealed interface Decision<C> {}

    record Store<C>(C copy) implements Decision<C> {}

    /** Nothing to store: what was found is as it shall be. */
    record Keep<C>() implements Decision<C> {}

    record Remove<C>() implements Decision<C> {}

    /**
     * The change is impossible; what is stored stays.
     *
     * @param standing what it was judged by, where its condition does not hold; else empty
     */
    record Refuse<C>(ErrorCode code, String message, Optional<VersionSet> standing) implements Decision<C> {
        /** For another reason than a condition. */
        public Refuse(ErrorCode code, String message) {
            this(code, message, Optional.empty());
        }
    }
}
