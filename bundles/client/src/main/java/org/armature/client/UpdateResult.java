package org.armature.client;

import java.util.Optional;
import org.armature.model.CausalContext;

/** How an update ended that succeeded. */
public sealed interface UpdateResult<V> {
    /** What the function has made of the key; empty if there is no value. */
    Optional<V> value();

    /**
     * The value was written.
     *
     * @param written the value
     * @param result if it made siblings, others wrote the key meanwhile: what they wrote stands beside the value, and
     *     whoever reads next sees both
     */
    record Written<V>(V written, WriteResult result) implements UpdateResult<V> {
        @Override
        public Optional<V> value() {
            return Optional.of(written);
        }
    }

    /**
     * What was read is deleted.
     *
     * @param result its siblings tell how many values others wrote meanwhile
     */
    record Deleted<V>(WriteResult result) implements UpdateResult<V> {
        @Override
        public Optional<V> value() {
            return Optional.empty();
        }
    }

    /**
     * Nothing was written, as the function wanted, or as there was nothing to delete.
     *
     * @param value that was read
     * @param context of that read
     */
    record Unchanged<V>(Optional<V> value, CausalContext context) implements UpdateResult<V> {}
}
