package org.armature.client.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.armature.client.AsyncTypedTable;
import org.armature.client.Change;
import org.armature.client.Edit;
import org.armature.client.Outcome;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.UpdateOptions;
import org.armature.client.UpdateResult;
import org.armature.client.Versioned;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.CausalContext;
import org.armature.model.TableName;

/** Typed calls that hand out a stage. */
record TypedStagedTable<K, V>(TypedCalls<K, V> typed) implements AsyncTypedTable<K, V> {
    @Override
    public TableName name() {
        return typed.calls().table();
    }

    @Override
    public CompletionStage<Versioned<K, V>> get(K key, ReadOptions options) {
        TableCalls calls = typed.calls();
        CompletableFuture<ReadResult> read =
                calls.cluster().ask(typed.reading(key, options), calls.span(options.deadline()));
        return Stages.mapped(read, found -> typed.versioned(key, found));
    }

    @Override
    public CompletionStage<WriteResult> put(K key, V value, CausalContext context, WriteOptions options) {
        TableCalls calls = typed.calls();
        try {
            return calls.cluster().ask(typed.putting(key, value, context, options), calls.span(options.deadline()));
        } catch (StoreException.Rejected e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<WriteResult> delete(K key, CausalContext context, WriteOptions options) {
        TableCalls calls = typed.calls();
        return calls.cluster().ask(typed.deleting(key, context, options), calls.span(options.deadline()));
    }

    @Override
    public CompletionStage<UpdateResult<V>> change(
            K key, Function<Optional<V>, Change<V>> function, UpdateOptions options) {
        Span span = typed.calls().span(options.deadline());
        return StagedUpdate.begin(new Updating<>(typed, key, function, options, span));
    }

    @Override
    public CompletionStage<Map<K, Outcome<Versioned<K, V>>>> getAll(Collection<K> keys, ReadOptions options) {
        Batches<K, V> batches = new Batches<>(typed);
        Batch<K, ReadResult> batch = batches.gets(keys, options);
        batch.begin();
        return Stages.mapped(batch.result(), batches::versioned);
    }

    @Override
    public CompletionStage<Map<K, Outcome<WriteResult>>> putAll(Collection<Edit<K, V>> edits, WriteOptions options) {
        Batch<K, WriteResult> batch = new Batches<>(typed).puts(edits, options);
        batch.begin();
        return batch.result();
    }
}
