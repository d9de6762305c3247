package org.armature.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.armature.client.AsyncTable;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;

/** The calls of a table that never waits, as stages that are complete. */
record TableAtOnce(Table table) implements AsyncTable {
    @Override
    public TableName name() {
        return table.name();
    }

    @Override
    public CompletionStage<ReadResult> get(Key key, ReadOptions options) {
        return complete(() -> table.get(key, options));
    }

    @Override
    public CompletionStage<WriteResult> put(Key key, Bytes value, CausalContext context, WriteOptions options) {
        return complete(() -> table.put(key, value, context, options));
    }

    @Override
    public CompletionStage<WriteResult> delete(Key key, CausalContext context, WriteOptions options) {
        return complete(() -> table.delete(key, context, options));
    }

    private static <T> CompletionStage<T> complete(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (StoreException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
