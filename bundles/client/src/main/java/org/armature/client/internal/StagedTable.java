package org.armature.client.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.armature.client.AsyncTable;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;

/** Calls that hand out a stage. */
record StagedTable(TableCalls calls) implements AsyncTable {
    @Override
    public TableName name() {
        return calls.table();
    }

    @Override
    public CompletionStage<ReadResult> get(Key key, ReadOptions options) {
        return calls.cluster().ask(calls.reading(key, options), calls.span(options.deadline()));
    }

    @Override
    public CompletionStage<WriteResult> put(Key key, Bytes value, CausalContext context, WriteOptions options) {
        return write(key, Optional.of(value), context, options);
    }

    @Override
    public CompletionStage<WriteResult> delete(Key key, CausalContext context, WriteOptions options) {
        return write(key, Optional.empty(), context, options);
    }

    private CompletionStage<WriteResult> write(
            Key key, Optional<Bytes> value, CausalContext context, WriteOptions options) {
        try {
            return calls.cluster().ask(calls.writing(key, value, context, options), calls.span(options.deadline()));
        } catch (StoreException.Rejected e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
