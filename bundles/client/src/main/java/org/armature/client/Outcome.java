package org.armature.client;

import java.util.Optional;

/** What became of one key of a batch. */
public sealed interface Outcome<R> {
    /** Empty if it failed. */
    Optional<R> result();

    /** It succeeded. */
    record Done<R>(R value) implements Outcome<R> {
        @Override
        public Optional<R> result() {
            return Optional.of(value);
        }
    }

    /**
     * It did not succeed.
     *
     * @param error what a call for this key alone would have thrown: a {@link StoreException}, a
     *     {@link DecodingException}, or what the resolver threw
     */
    record Failed<R>(RuntimeException error) implements Outcome<R> {
        @Override
        public Optional<R> result() {
            return Optional.empty();
        }
    }
}
