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

    static final class Compare extends MirrorCall {
        private final Effect.CompareStore wanted;
        private final Consumer<Event> result;

        Compare(Effect.CompareStore wanted, Consumer<Event> result) {
            this.wanted = wanted;
            this.result = result;
        }

        Effect.CompareStore wanted() {
            return wanted;
        }

        void ended(Event event) {
            if (claim()) {
                result.accept(event);
            }
        }

        @Override
        void giveUp(String why) {
            result.accept(new Event.StorageFailed(wanted.operation(), ErrorCode.STORAGE_FAILED, why));
        }
    }

    static final class Match extends MirrorCall {
        private final Effect.MatchRecord wanted;
        private final Consumer<Event> result;

        Match(Effect.MatchRecord wanted, Consumer<Event> result) {
            this.wanted = wanted;
            this.result = result;
        }

        Effect.MatchRecord wanted() {
            return wanted;
        }

        void ended(Event event) {
            if (claim()) {
                result.accept(event);
            }
        }

        @Override
        void giveUp(String why) {
            result.accept(new Event.StorageFailed(wanted.operation(), ErrorCode.STORAGE_FAILED, why));
        }
    }
}
