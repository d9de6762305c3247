package org.armature.client.internal;

import java.util.Optional;
import org.armature.client.AsyncTable;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.client.observe.OperationKind;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;

/** Calls that wait for their answer. */
record SyncTable(TableCalls calls) implements Table {
    @Override
    public TableName name() {
        return calls.table();
    }

    @Override
    public ReadResult get(Key key, ReadOptions options) {
        Observation seen = calls.begin(OperationKind.GET, () -> key);
        Span span = calls.span(options.deadline());
        return seen.of(() -> calls.cluster().askAndWait(calls.reading(key, options), span, seen));
    }

    @Override
    public WriteResult put(Key key, Bytes value, CausalContext context, WriteOptions options) {
        return write(OperationKind.PUT, key, Optional.of(value), context, options);
    }

    @Override
    public WriteResult delete(Key key, CausalContext context, WriteOptions options) {
        return write(OperationKind.DELETE, key, Optional.empty(), context, options);
    }

    private WriteResult write(
            OperationKind kind, Key key, Optional<Bytes> value, CausalContext context, WriteOptions options) {
        Observation seen = calls.begin(kind, () -> key);
        Span span = calls.span(options.deadline());
        return seen.of(() -> calls.cluster().askAndWait(calls.writing(key, value, context, options), span, seen));
    }

    @Override
    public AsyncTable async() {
        return new StagedTable(calls);
    }
}
