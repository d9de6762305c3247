package org.armature.client.internal;

import java.util.OptionalLong;

/** When the gets of one table are also asked of a second node. Thread-safe. */
interface Hedging {
    Hedging NONE = new Hedging() {
        @Override
        public void begun() {}

        @Override
        public OptionalLong delayNanos() {
            return OptionalLong.empty();
        }

        @Override
        public boolean take() {
            return false;
        }

        @Override
        public void answered(long nanos) {}
    };

    /** A get begins. */
    void begun();

    /** How long it is waited for an answer; empty while that is not known, or for ever. */
    OptionalLong delayNanos();

    /** Whether the budget has a hedge left, which it is then without. */
    boolean take();

    /** A get had its answer so long after its node was asked, be it from the second one. */
    void answered(long nanos);
}
