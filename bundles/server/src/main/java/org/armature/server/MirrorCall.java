package org.armature.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.Mutation;

/**
 * Something a table's other engine is asked for. Whoever waits for it is told once: how it ended, or that it was given up
 * because the engine did not answer, and may yet take effect. Thread-safe.
 */
abstract sealed class MirrorCall {
    private final long sinceNanos = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();

    /** @return whether nobody else has told, or will: then the caller has to */
    final boolean claim() {
        return over.compareAndSet(false, true);
    }

    final boolean isOver() {
        return over.get();
    }

    final boolean isOverdue(long nowNanos) {
        return nowNanos - sinceNanos > Mirror.PATIENCE_NANOS;
    }

    /** To be called by who has claimed it. */
    abstract void giveUp(String why);

    static final class Write extends MirrorCall {
        private final List<Mutation> mutations;
        private final Durability durability;
        private final Consumer<Boolean> told;

        Write(List<Mutation> mutations, Durability durability, Consumer<Boolean> told) {
            this.mutations = List.copyOf(mutations);
            this.durability = durability;
            this.told = told;
        }

        List<Mutation> mutations() {
            return mutations;
        }

        Durability durability() {
            return durability;
        }

        void ended(boolean written) {
            if (claim()) {
                told.accept(written);
            }
        }

        @Override
        void giveUp(String why) {
            told.accept(false);
        }
    }

    /** A step of a pass over both stores, which ends in an event of its operation. */
    abstract static sealed class Step<E extends Effect> extends MirrorCall {
        private final E wanted;
        private final long operation;
        private final Consumer<Event> result;

        private Step(E wanted, long operation, Consumer<Event> result) {
            this.wanted = wanted;
            this.operation = operation;
            this.result = result;
        }

        final E wanted() {
            return wanted;
        }

        final void ended(Event event) {
            if (claim()) {
                result.accept(event);
            }
        }

        @Override
        final void giveUp(String why) {
            result.accept(new Event.StorageFailed(operation, ErrorCode.STORAGE_FAILED, why));
        }
    }

    static final class Compare extends Step<Effect.CompareStore> {
        Compare(Effect.CompareStore wanted, Consumer<Event> result) {
            super(wanted, wanted.operation(), result);
        }
    }

    static final class Match extends Step<Effect.MatchRecord> {
        Match(Effect.MatchRecord wanted, Consumer<Event> result) {
            super(wanted, wanted.operation(), result);
        }
    }
}
