package org.armature.client.internal;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.armature.client.Change;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.TypedSibling;
import org.armature.client.UpdateOptions;
import org.armature.client.UpdateResult;
import org.armature.client.Versioned;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.ErrorCode;

/**
 * An update of one key: what is asked, what a read comes to, and whether to read again after a write that failed. That
 * a write whose outcome is open is repeated as the same write, its {@link Call} sees to.
 */
record Updating<K, V>(
        TypedCalls<K, V> typed,
        K key,
        Function<Optional<V>, Change<V>> function,
        UpdateOptions options,
        Span span,
        Observation seen) {
    private static final Backoff PAUSE = new Backoff(20, 1_000);

    /** With less time left nothing is read again: why it was not written says more than that the time has passed. */
    private static final long LEAST_ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What a read comes to. */
    sealed interface Step<V> {}

    /** There is nothing to write. */
    record End<V>(UpdateResult<V> result) implements Step<V> {}

    /** @param ended what the update comes to once this is written */
    record Write<V>(Writing writing, Function<WriteResult, UpdateResult<V>> ended) implements Step<V> {}

    Reading reading() {
        return seen.within(() -> typed.reading(key, options.read()));
    }

    Step<V> on(ReadResult read) {
        return seen.within(() -> decided(read));
    }

    private Step<V> decided(ReadResult read) {
        Versioned<K, V> found = typed.versioned(key, read);
        Optional<V> value = found.value();
        Change<V> change = Objects.requireNonNull(function.apply(value), "the function gave no change");
        if (change instanceof Change.Write<V> write) {
            Writing writing = typed.putting(key, write.value(), found.context(), writingOver(found));
            return new Write<>(writing, result -> new UpdateResult.Written<>(write.value(), result));
        }
        if (change instanceof Change.Delete<V> && !isDeleted(found)) {
            Writing writing =
                    typed.deleting(key, found.context(), options.write().withoutTtl());
            return new Write<>(writing, UpdateResult.Deleted::new);
        }
        return new End<>(new UpdateResult.Unchanged<>(value, found.context()));
    }

    /** What is written only over what was read is written, where nothing was read, only beside no value. */
    private WriteOptions writingOver(Versioned<?, ?> found) {
        WriteOptions write = options.write();
        return write.wish().isConditional() && found.context().isNone() ? write.onlyIfAbsent() : write;
    }

    /**
     * Deleted and with nothing else beside it, or never written: then the context is none, and a deletion with it would
     * delete what its coordinator finds, unseen. What has expired is no deletion: by a clock that is behind it lives.
     */
    private static boolean isDeleted(Versioned<?, ?> found) {
        return found.siblings().stream().allMatch(TypedSibling::isDeletion);
    }

    /**
     * When to read again after a write that failed so; empty if that is the end. It is not written, so the function may
     * be applied anew: what the context had not seen was too much to be stored beside, or was not to be there at all, and
     * the next read shows it.
     */
    OptionalLong readAgainAt(StoreException failure, int round) {
        boolean tooMany = failure instanceof StoreException.Rejected && failure.code() == ErrorCode.TOO_MANY_SIBLINGS;
        if (!tooMany && !(failure instanceof StoreException.ConditionFailed)) {
            return OptionalLong.empty();
        }
        long at = System.nanoTime() + PAUSE.nanos(round, ThreadLocalRandom.current());
        return span.isOverAt(at + LEAST_ROUND_NANOS) ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
