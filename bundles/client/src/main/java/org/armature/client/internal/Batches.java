package org.armature.client.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.armature.client.Edit;
import org.armature.client.Outcome;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Versioned;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Key;

/** A batch of a typed table, before it begins and after it has ended. */
record Batches<K, V>(TypedCalls<K, V> typed, Observation seen) {
    Batch<K, ReadResult> gets(Collection<K> keys, ReadOptions options) {
        return seen.within(() -> preparedGets(keys, options));
    }

    private Batch<K, ReadResult> preparedGets(Collection<K> keys, ReadOptions options) {
        TableCalls calls = typed.calls();
        Map<K, Outcome<Operation<ReadResult>>> prepared = new LinkedHashMap<>();
        for (K key : keys) {
            prepared.put(key, new Outcome.Done<>(typed.reading(key, options)));
        }
        return new Batch<>(calls.cluster(), calls.span(options.deadline()), seen, typed.parallelism(), prepared);
    }

    Batch<K, WriteResult> puts(Collection<Edit<K, V>> edits, WriteOptions options) {
        return seen.within(() -> preparedPuts(edits, options));
    }

    private Batch<K, WriteResult> preparedPuts(Collection<Edit<K, V>> edits, WriteOptions options) {
        if (options.request().isPresent()) {
            throw new IllegalArgumentException("a request id names one write, and a batch is several; not "
                    + options.request().get());
        }
        TableCalls calls = typed.calls();
        Span span = calls.span(options.deadline());
        Map<K, Outcome<Operation<WriteResult>>> prepared = new LinkedHashMap<>();
        Set<Key> stored = new HashSet<>();
        for (Edit<K, V> edit : edits) {
            if (!stored.add(typed.stored(edit.key()))) {
                throw new IllegalArgumentException("two edits of one batch are of the key " + edit.key());
            }
            prepared.put(edit.key(), putting(edit, options));
        }
        return new Batch<>(calls.cluster(), span, seen, typed.parallelism(), prepared);
    }

    private Outcome<Operation<WriteResult>> putting(Edit<K, V> edit, WriteOptions options) {
        try {
            return new Outcome.Done<>(typed.putting(edit.key(), edit.value(), edit.context(), options));
        } catch (StoreException.Rejected e) {
            return new Outcome.Failed<>(e);
        }
    }

    Map<K, Outcome<Versioned<K, V>>> versioned(Map<K, Outcome<ReadResult>> reads) {
        return seen.within(() -> decoded(reads));
    }

    private Map<K, Outcome<Versioned<K, V>>> decoded(Map<K, Outcome<ReadResult>> reads) {
        Map<K, Outcome<Versioned<K, V>>> outcomes = new LinkedHashMap<>();
        reads.forEach((key, read) -> outcomes.put(key, versioned(key, read)));
        return Collections.unmodifiableMap(outcomes);
    }

    private Outcome<Versioned<K, V>> versioned(K key, Outcome<ReadResult> read) {
        if (read instanceof Outcome.Failed<ReadResult> failed) {
            return new Outcome.Failed<>(failed.error());
        }
        try {
            return new Outcome.Done<>(typed.versioned(key, read.result().orElseThrow()));
        } catch (RuntimeException e) { // by the codec or the resolver, of this key alone
            return new Outcome.Failed<>(e);
        }
    }

    /** Begins it and waits for its end. */
    <R> Map<K, Outcome<R>> awaited(Batch<K, R> batch) {
        if (Thread.currentThread().isInterrupted()) {
            batch.abandon("the calling thread was interrupted before it began");
        }
        batch.begin();
        return Cluster.awaited(batch.result(), batch::abandon);
    }
}
