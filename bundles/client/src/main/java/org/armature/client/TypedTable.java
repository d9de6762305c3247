package org.armature.client;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.armature.model.CausalContext;
import org.armature.model.TableName;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A handle of a table whose keys and values have types, by codecs, and whose siblings a resolver merges. Thread-safe,
 * immutable, and cheap to make.
 *
 * <p>Every call ends by its one deadline and throws a {@link StoreException} if it did not succeed. Codecs, resolver
 * and functions run on the calling thread, and what they throw goes to the caller as it is; but what a codec throws at
 * bytes that were read comes as a {@link DecodingException}. A key or a value that can't be encoded is an
 * {@link IllegalArgumentException} before anything is sent.
 */
@ProviderType
public interface TypedTable<K, V> {
    /** How many calls of a batch are under way at once unless {@link #withParallelism} says otherwise. */
    int DEFAULT_PARALLELISM = 64;

    TableName name();

    /** Never null: what was found, be it nothing. */
    default Versioned<K, V> get(K key) {
        return get(key, ReadOptions.DEFAULT);
    }

    Versioned<K, V> get(K key, ReadOptions options);

    /**
     * Writes a value that replaces everything the context has seen and stands beside everything else (Dynamo §4.1).
     *
     * @param context of the read whose result is replaced
     */
    default WriteResult put(K key, V value, CausalContext context) {
        return put(key, value, context, WriteOptions.DEFAULT);
    }

    WriteResult put(K key, V value, CausalContext context, WriteOptions options);

    /** Puts what became of a read, see {@link Versioned#edited}, in place of everything the read has shown. */
    default WriteResult put(Edit<K, V> edit) {
        return put(edit, WriteOptions.DEFAULT);
    }

    default WriteResult put(Edit<K, V> edit, WriteOptions options) {
        return put(edit.key(), edit.value(), edit.context(), options);
    }

    /**
     * Writes a value without having seen anything: it replaces nothing and stands beside what is there, for the next
     * reader to merge; where the last write wins it replaces what is there unseen.
     */
    default WriteResult putBlind(K key, V value) {
        return putBlind(key, value, WriteOptions.DEFAULT);
    }

    default WriteResult putBlind(K key, V value, WriteOptions options) {
        return put(key, value, CausalContext.NONE, options);
    }

    /**
     * Writes a value only where none is, see {@link WriteOptions#onlyIfAbsent()}.
     *
     * @throws StoreException.ConditionFailed if there is one, which {@link #found} decodes; nothing was written
     */
    default WriteResult putNew(K key, V value) {
        return putNew(key, value, WriteOptions.DEFAULT);
    }

    default WriteResult putNew(K key, V value, WriteOptions options) {
        return put(key, value, CausalContext.NONE, options.onlyIfAbsent());
    }

    /**
     * Puts what became of a read only if nobody has written since, see {@link WriteOptions#onlyIfUnchanged()}; after a read
     * that found {@link Versioned.Absent}, only where still no value is.
     *
     * @throws StoreException.ConditionFailed if somebody has, which {@link #found} decodes; nothing was written
     */
    default WriteResult putIfUnchanged(Edit<K, V> edit) {
        return putIfUnchanged(edit, WriteOptions.DEFAULT);
    }

    default WriteResult putIfUnchanged(Edit<K, V> edit, WriteOptions options) {
        return put(edit, options.onlyIfUnchangedSince(edit.context()));
    }

    /**
     * What stands in the way of a conditional put, by this table's types and resolver: to go on from without another get.
     *
     * @param key of that put
     * @throws DecodingException if one of the versions is none of the type
     */
    Versioned<K, V> found(K key, StoreException.ConditionFailed failure);

    /**
     * Deletes what the context has seen; what was written since stays.
     *
     * @param context of the read whose result is deleted; {@link CausalContext#NONE}, which is also that of a read which
     *     found {@link Versioned.Absent}, to delete what the coordinator finds by a read of its own
     */
    default WriteResult delete(K key, CausalContext context) {
        return delete(key, context, WriteOptions.DEFAULT);
    }

    WriteResult delete(K key, CausalContext context, WriteOptions options);

    /** As {@link #change} with a function that always gives a value, and never null. */
    default UpdateResult<V> update(K key, Function<Optional<V>, V> function) {
        return update(key, function, UpdateOptions.DEFAULT);
    }

    default UpdateResult<V> update(K key, Function<Optional<V>, V> function, UpdateOptions options) {
        return change(key, function.andThen(Change::to), options);
    }

    /**
     * Reads, resolves, applies the function, and writes with the context of that read.
     *
     * <ul>
     *   <li>What is written has seen everything the read has shown, and replaces it. What others write meanwhile is not
     *       lost: it stands beside as a sibling, which {@link UpdateResult} tells, until a reader or the next update
     *       resolves both. In a table where the last write wins there are no siblings: of two updates at once one is lost.
     *   <li>The change gets in at most once. A write whose outcome is open is repeated with the same value under the same
     *       request id, up to the deadline; if it is still open then, the exception is
     *       {@link StoreException.OutcomeUnknown}, and to update again could apply the change twice. An acknowledged
     *       write is never repeated, whatever it met.
     *   <li>The function may be called more than once: it is given a newer value each time the nodes have refused the
     *       write, and so not written it, because too many siblings have gathered since the read, or because anything was
     *       written since, where the write is only for what is unchanged ({@link WriteOptions#onlyIfUnchanged()}). It must
     *       have no effect but its result.
     * </ul>
     *
     * @param function of the single or resolved value, empty if there is none
     * @throws ConflictException if there are siblings that the resolver left to the caller; nothing was written
     */
    default UpdateResult<V> change(K key, Function<Optional<V>, Change<V>> function) {
        return change(key, function, UpdateOptions.DEFAULT);
    }

    UpdateResult<V> change(K key, Function<Optional<V>, Change<V>> function, UpdateOptions options);

    /**
     * Gets several keys, each for itself: one that fails leaves the others as they are.
     *
     * @return of each key what became of it, in the order asked for
     */
    default Map<K, Outcome<Versioned<K, V>>> getAll(Collection<K> keys) {
        return getAll(keys, ReadOptions.DEFAULT);
    }

    /** @param options the deadline among them is one for the whole batch */
    Map<K, Outcome<Versioned<K, V>>> getAll(Collection<K> keys, ReadOptions options);

    /**
     * Puts several values, each for itself and in no order: one that fails leaves the others as they are.
     *
     * @return of each key what became of it, in the order given
     * @throws IllegalArgumentException if two edits are of one key; nothing was sent
     */
    default Map<K, Outcome<WriteResult>> putAll(Collection<Edit<K, V>> edits) {
        return putAll(edits, WriteOptions.DEFAULT);
    }

    /** @param options the deadline among them is one for the whole batch; they name no request id */
    Map<K, Outcome<WriteResult>> putAll(Collection<Edit<K, V>> edits, WriteOptions options);

    /** The same table with siblings resolved so; without one, every conflict is left to the caller. */
    TypedTable<K, V> withResolver(Resolver<V> resolver);

    /**
     * The same table with so many calls of a batch under way at once.
     *
     * @param calls 1 to 1,024
     * @throws IllegalArgumentException if it is out of that range
     */
    TypedTable<K, V> withParallelism(int calls);

    /** The same calls without waiting. */
    AsyncTypedTable<K, V> async();
}
