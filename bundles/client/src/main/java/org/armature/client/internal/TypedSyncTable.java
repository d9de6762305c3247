package org.armature.client.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.armature.client.AsyncTypedTable;
import org.armature.client.Change;
import org.armature.client.Edit;
import org.armature.client.Outcome;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Resolver;
import org.armature.client.StoreException;
import org.armature.client.TypedTable;
import org.armature.client.UpdateOptions;
import org.armature.client.UpdateResult;
import org.armature.client.Versioned;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.client.observe.OperationKind;
import org.armature.model.CausalContext;
import org.armature.model.TableName;

/** Typed calls that wait for their answer; what the program has given runs on its own thread. */
record TypedSyncTable<K, V>(TypedCalls<K, V> typed) implements TypedTable<K, V> {
    @Override
    public TableName name() {
        return typed.calls().table();
    }

    @Override
    public Versioned<K, V> get(K key, ReadOptions options) {
        Observation seen = typed.begin(OperationKind.GET, key);
        Span span = typed.calls().span(options.deadline());
        return seen.of(() -> {
            Reading reading = seen.within(() -> typed.reading(key, options));
            ReadResult read = cluster().askAndWait(reading, span, seen);
            return seen.within(() -> typed.versioned(key, read));
        });
    }

    @Override
    public WriteResult put(K key, V value, CausalContext context, WriteOptions options) {
        Observation seen = typed.begin(OperationKind.PUT, key);
        return write(seen, () -> typed.putting(key, value, context, options), options);
    }

    @Override
    public Versioned<K, V> found(K key, StoreException.ConditionFailed failure) {
        return typed.versioned(key, failure.found());
    }

    @Override
    public WriteResult delete(K key, CausalContext context, WriteOptions options) {
        Observation seen = typed.begin(OperationKind.DELETE, key);
        return write(seen, () -> typed.deleting(key, context, options), options);
    }

    private WriteResult write(Observation seen, Supplier<Writing> writing, WriteOptions options) {
        Span span = typed.calls().span(options.deadline());
        return seen.of(() -> cluster().askAndWait(seen.within(writing), span, seen));
    }

    @Override
    public UpdateResult<V> change(K key, Function<Optional<V>, Change<V>> function, UpdateOptions options) {
        Observation seen = typed.begin(OperationKind.UPDATE, key);
        Span span = typed.calls().span(options.deadline());
        return seen.of(() -> change(new Updating<>(typed, key, function, options, span, seen)));
    }

    private UpdateResult<V> change(Updating<K, V> updating) {
        Span span = updating.span();
        Observation seen = updating.seen();
        for (int round = 0; ; round++) {
            Updating.Step<V> step = updating.on(cluster().askAndWait(updating.reading(), span, seen));
            if (step instanceof Updating.End<V> end) {
                return end.result();
            }
            Updating.Write<V> write = (Updating.Write<V>) step;
            try {
                return write.ended().apply(cluster().askAndWait(write.writing(), span, seen));
            } catch (StoreException e) {
                Pause pause = cluster().pause(updating.readAgainAt(e, round).orElseThrow(() -> e));
                Cluster.awaited(pause.result(), pause::abandon);
            }
        }
    }

    @Override
    public Map<K, Outcome<Versioned<K, V>>> getAll(Collection<K> keys, ReadOptions options) {
        cluster().refuseOwnThreads("batch of gets");
        Batches<K, V> batches = new Batches<>(typed, typed.calls().beginBatch(OperationKind.GET_ALL));
        return batches.seen().of(() -> batches.versioned(batches.awaited(batches.gets(keys, options))), Ending::of);
    }

    @Override
    public Map<K, Outcome<WriteResult>> putAll(Collection<Edit<K, V>> edits, WriteOptions options) {
        cluster().refuseOwnThreads("batch of puts");
        Batches<K, V> batches = new Batches<>(typed, typed.calls().beginBatch(OperationKind.PUT_ALL));
        return batches.seen().of(() -> batches.awaited(batches.puts(edits, options)), Ending::of);
    }

    @Override
    public TypedTable<K, V> withResolver(Resolver<V> resolver) {
        return new TypedSyncTable<>(typed.with(resolver));
    }

    @Override
    public TypedTable<K, V> withParallelism(int calls) {
        return new TypedSyncTable<>(typed.with(calls));
    }

    @Override
    public AsyncTypedTable<K, V> async() {
        return new TypedStagedTable<>(typed);
    }

    private Cluster cluster() {
        return typed.calls().cluster();
    }
}
