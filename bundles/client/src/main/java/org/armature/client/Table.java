package org.armature.client;

import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A table's objects, call by call. Thread-safe. Every call ends by its deadline and throws a {@link StoreException} if
 * it did not succeed.
 */
@ProviderType
public interface Table {
    TableName name();

    /** Never null; see {@link ReadResult#isEmpty()}. */
    default ReadResult get(Key key) {
        return get(key, ReadOptions.DEFAULT);
    }

    ReadResult get(Key key, ReadOptions options);

    /**
     * Writes a value that replaces everything the context has seen and stands beside everything else (Dynamo §4.1).
     *
     * @param context of the read whose result is replaced
     */
    default WriteResult put(Key key, Bytes value, CausalContext context) {
        return put(key, value, context, WriteOptions.DEFAULT);
    }

    WriteResult put(Key key, Bytes value, CausalContext context, WriteOptions options);

    /**
     * Writes a value only where none is, see {@link WriteOptions#onlyIfAbsent()}.
     *
     * @throws StoreException.ConditionFailed if there is one; it tells which, and nothing was written
     */
    default WriteResult putNew(Key key, Bytes value) {
        return putNew(key, value, WriteOptions.DEFAULT);
    }

    default WriteResult putNew(Key key, Bytes value, WriteOptions options) {
        return put(key, value, CausalContext.NONE, options.onlyIfAbsent());
    }

    /**
     * Writes a value only if nobody has written since the context was read, see {@link WriteOptions#onlyIfUnchanged()}.
     *
     * @param context of the read whose result is replaced; {@link CausalContext#NONE}, which is that of a read that found
     *     nothing, to write only where still no value is
     * @throws StoreException.ConditionFailed if somebody has; it tells what is there now, and nothing was written
     */
    default WriteResult putIfUnchanged(Key key, Bytes value, CausalContext context) {
        return putIfUnchanged(key, value, context, WriteOptions.DEFAULT);
    }

    default WriteResult putIfUnchanged(Key key, Bytes value, CausalContext context, WriteOptions options) {
        return put(key, value, context, options.onlyIfUnchangedSince(context));
    }

    /**
     * Deletes what the context has seen, by a tombstone; what was written since stays.
     *
     * @param context of the read whose result is deleted; {@link CausalContext#NONE} to delete what the coordinator finds
     *     by a read of its own
     */
    default WriteResult delete(Key key, CausalContext context) {
        return delete(key, context, WriteOptions.DEFAULT);
    }

    WriteResult delete(Key key, CausalContext context, WriteOptions options);

    /** The same calls without waiting. */
    AsyncTable async();
}
