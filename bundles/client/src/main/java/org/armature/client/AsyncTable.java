package org.armature.client;

import java.util.concurrent.CompletionStage;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A table's objects without waiting: the stages fail with a {@link StoreException}, never wrapped, and complete on a
 * thread of the client, where nothing may block. Thread-safe.
 */
@ProviderType
public interface AsyncTable {
    TableName name();

    CompletionStage<ReadResult> get(Key key, ReadOptions options);

    CompletionStage<WriteResult> put(Key key, Bytes value, CausalContext context, WriteOptions options);

    default CompletionStage<WriteResult> putNew(Key key, Bytes value, WriteOptions options) {
        return put(key, value, CausalContext.NONE, options.onlyIfAbsent());
    }

    default CompletionStage<WriteResult> putIfUnchanged(
            Key key, Bytes value, CausalContext context, WriteOptions options) {
        return put(key, value, context, options.onlyIfUnchangedSince(context));
    }

    CompletionStage<WriteResult> delete(Key key, CausalContext context, WriteOptions options);
}
