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
import org.armature.client.observe.OperationKind;
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
        Observation seen = calls.begin(OperationKind.GET, () -> key);
        Span span = calls.span(options.deadline());
        return seen.ofStage(() -> calls.cluster().ask(calls.reading(key, options), span, seen));
    }

    @Override
    public CompletionStage<WriteResult> put(Key key, Bytes value, CausalContext context, WriteOptions options) {
        return write(OperationKind.PUT, key, Optional.of(value), context, options);
    }

    @Override
    public CompletionStage<WriteResult> delete(Key key, CausalContext context, WriteOptions options) {
        return write(OperationKind.DELETE, key, Optional.empty(), context, options);
    }

    private CompletionStage<WriteResult> write(
            OperationKind kind, Key key, Optional<Bytes> value, CausalContext context, WriteOptions options) {
        Observation seen = calls.begin(kind, () -> key);
        Span span = calls.span(options.deadline());
        try {
            return seen.ofStage(() -> calls.cluster().ask(calls.writing(key, value, context, options), span, seen));
        } catch (StoreException.Rejected e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
