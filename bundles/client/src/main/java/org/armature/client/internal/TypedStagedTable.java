package org.armature.client.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.armature.client.observe.OperationKind;
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
        Observation seen = typed.begin(OperationKind.GET, key);
        Span span = typed.calls().span(options.deadline());
        return seen.ofStage(() -> {
            Reading reading = seen.within(() -> typed.reading(key, options));
            CompletableFuture<ReadResult> read = typed.calls().cluster().ask(reading, span, seen);
            return Stages.mapped(read, found -> seen.within(() -> typed.versioned(key, found)));
        });
    }

    @Override
    public CompletionStage<WriteResult> put(K key, V value, CausalContext context, WriteOptions options) {
        Observation seen = typed.begin(OperationKind.PUT, key);
        try {
            return write(seen, () -> typed.putting(key, value, context, options), options);
        } catch (StoreException.Rejected e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<WriteResult> delete(K key, CausalContext context, WriteOptions options) {
        Observation seen = typed.begin(OperationKind.DELETE, key);
        return write(seen, () -> typed.deleting(key, context, options), options);
    }

    private CompletableFuture<WriteResult> write(Observation seen, Supplier<Writing> writing, WriteOptions options) {
        Span span = typed.calls().span(options.deadline());
        return seen.ofStage(() -> typed.calls().cluster().ask(seen.within(writing), span, seen));
    }

    @Override
    public CompletionStage<UpdateResult<V>> change(
            K key, Function<Optional<V>, Change<V>> function, UpdateOptions options) {
        Observation seen = typed.begin(OperationKind.UPDATE, key);
        Span span = typed.calls().span(options.deadline());
        return seen.ofStage(() -> StagedUpdate.begin(new Updating<>(typed, key, function, options, span, seen)));
    }

    @Override
    public CompletionStage<Map<K, Outcome<Versioned<K, V>>>> getAll(Collection<K> keys, ReadOptions options) {
        Batches<K, V> batches = new Batches<>(typed, typed.calls().beginBatch(OperationKind.GET_ALL));
        return batches.seen()
                .ofStage(() -> Stages.mapped(batches.gets(keys, options).begun(), batches::versioned), Ending::of);
    }

    @Override
    public CompletionStage<Map<K, Outcome<WriteResult>>> putAll(Collection<Edit<K, V>> edits, WriteOptions options) {
        Batches<K, V> batches = new Batches<>(typed, typed.calls().beginBatch(OperationKind.PUT_ALL));
        return batches.seen().ofStage(() -> batches.puts(edits, options).begun(), Ending::of);
    }
}
