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
