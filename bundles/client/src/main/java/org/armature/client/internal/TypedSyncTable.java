package org.armature.client.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.armature.client.AsyncTypedTable;
import org.armature.client.Change;
import org.armature.client.Edit;
import org.armature.client.Outcome;
import org.armature.client.ReadOptions;
import org.armature.client.Resolver;
import org.armature.client.StoreException;
import org.armature.client.TypedTable;
import org.armature.client.UpdateOptions;
import org.armature.client.UpdateResult;
import org.armature.client.Versioned;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
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
        Span span = typed.calls().span(options.deadline());
        return typed.versioned(key, cluster().askAndWait(typed.reading(key, options), span));
    }

    @Override
    public WriteResult put(K key, V value, CausalContext context, WriteOptions options) {
        Span span = typed.calls().span(options.deadline());
        return cluster().askAndWait(typed.putting(key, value, context, options), span);
    }

    @Override
    public Versioned<K, V> found(K key, StoreException.ConditionFailed failure) {
        return typed.versioned(key, failure.found());
    }

    @Override
    public WriteResult delete(K key, CausalContext context, WriteOptions options) {
        Span span = typed.calls().span(options.deadline());
        return cluster().askAndWait(typed.deleting(key, context, options), span);
    }

    @Override
    public UpdateResult<V> change(K key, Function<Optional<V>, Change<V>> function, UpdateOptions options) {
        Span span = typed.calls().span(options.deadline());
        Updating<K, V> updating = new Updating<>(typed, key, function, options, span);
        for (int round = 0; ; round++) {
            Updating.Step<V> step = updating.on(cluster().askAndWait(updating.reading(), span));
            if (step instanceof Updating.End<V> end) {
                return end.result();
            }
            Updating.Write<V> write = (Updating.Write<V>) step;
            try {
                return write.ended().apply(cluster().askAndWait(write.writing(), span));
            } catch (StoreException e) {
                Pause pause = cluster().pause(updating.readAgainAt(e, round).orElseThrow(() -> e));
                Cluster.awaited(pause.result(), pause::abandon);
            }
        }
    }

    @Override
    public Map<K, Outcome<Versioned<K, V>>> getAll(Collection<K> keys, ReadOptions options) {
        cluster().refuseOwnThreads("batch of gets");
        Batches<K, V> batches = new Batches<>(typed);
        return batches.versioned(batches.awaited(batches.gets(keys, options)));
    }

    @Override
    public Map<K, Outcome<WriteResult>> putAll(Collection<Edit<K, V>> edits, WriteOptions options) {
        cluster().refuseOwnThreads("batch of puts");
        Batches<K, V> batches = new Batches<>(typed);
        return batches.awaited(batches.puts(edits, options));
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
