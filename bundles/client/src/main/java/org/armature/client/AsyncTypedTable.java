package org.armature.client;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.armature.model.CausalContext;
import org.armature.model.TableName;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The calls of a {@link TypedTable} without waiting, with its resolver and its parallelism. Stages fail with the
 * exception that the call there throws, never wrapped, and complete on a thread of the client, where nothing may block:
 * codecs, resolver and functions run there too. Only what is wrong before anything is sent, such as a key that can't be
 * encoded, is thrown at once. Thread-safe.
 */
@ProviderType
public interface AsyncTypedTable<K, V> {
    TableName name();

    CompletionStage<Versioned<K, V>> get(K key, ReadOptions options);

    CompletionStage<WriteResult> put(K key, V value, CausalContext context, WriteOptions options);

    default CompletionStage<WriteResult> put(Edit<K, V> edit, WriteOptions options) {
        return put(edit.key(), edit.value(), edit.context(), options);
    }

    default CompletionStage<WriteResult> putBlind(K key, V value, WriteOptions options) {
        return put(key, value, CausalContext.NONE, options);
    }

    default CompletionStage<WriteResult> putNew(K key, V value, WriteOptions options) {
        return put(key, value, CausalContext.NONE, options.onlyIfAbsent());
    }

    default CompletionStage<WriteResult> putIfUnchanged(Edit<K, V> edit, WriteOptions options) {
        return put(edit, options.onlyIfUnchangedSince(edit.context()));
    }

    CompletionStage<WriteResult> delete(K key, CausalContext context, WriteOptions options);

    default CompletionStage<UpdateResult<V>> update(K key, Function<Optional<V>, V> function, UpdateOptions options) {
        return change(key, function.andThen(Change::to), options);
    }

    CompletionStage<UpdateResult<V>> change(K key, Function<Optional<V>, Change<V>> function, UpdateOptions options);

    CompletionStage<Map<K, Outcome<Versioned<K, V>>>> getAll(Collection<K> keys, ReadOptions options);

    CompletionStage<Map<K, Outcome<WriteResult>>> putAll(Collection<Edit<K, V>> edits, WriteOptions options);
}
