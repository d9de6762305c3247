package org.armature.client.internal;

import java.util.Optional;
import org.armature.client.AsyncTable;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
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
        return calls.cluster().askAndWait(calls.reading(key, options), calls.span(options.deadline()));
    }

    @Override
    public WriteResult put(Key key, Bytes value, CausalContext context, WriteOptions options) {
        return write(key, Optional.of(value), context, options);
    }

    @Override
    public WriteResult delete(Key key, CausalContext context, WriteOptions options) {
        return write(key, Optional.empty(), context, options);
    }

    private WriteResult write(Key key, Optional<Bytes> value, CausalContext context, WriteOptions options) {
        return calls.cluster().askAndWait(calls.writing(key, value, context, options), calls.span(options.deadline()));
    }

    @Override
    public AsyncTable async() {
        return new StagedTable(calls);
    }
}
