package org.armature.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.storage.StoreKind;
import org.armature.storage.load.LoadReport;
import org.armature.storage.load.Operation;
import org.armature.storage.load.TableLoad;

/**
 * Counts what each table does to its engine in this shard: with the copies it keeps as an owner, not with hints. The reads
 * that precede writes are not counted, so that the figures are those of the table's users.
 */
final class TableLoads {
    private final EventTime time;
    private final Map<TableName, TableLoad> loads = new HashMap<>();

    TableLoads(EventTime time) {
        this.time = time;
    }

    void got(TableName table, StoreKind kind, Optional<Bytes> stored) {
        if (kind != StoreKind.OBJECTS) {
            return;
        }
        if (stored.isPresent()) {
            of(table).count(Operation.GET, stored.get().length(), time.monoNanos());
        } else {
            of(table).count(Operation.GET, time.monoNanos());
        }
    }

    /** @param bytes of a record that holds a value */
    void put(TableName table, StoreKind kind, long bytes) {
        if (kind == StoreKind.OBJECTS) {
            of(table).count(Operation.PUT, bytes, time.monoNanos());
        }
    }

    void deleted(TableName table, StoreKind kind) {
        if (kind == StoreKind.OBJECTS) {
            of(table).count(Operation.DELETE, time.monoNanos());
        }
    }

    void scanned(TableName table, StoreKind kind) {
        if (kind == StoreKind.OBJECTS) {
            of(table).count(Operation.SCAN, time.monoNanos());
        }
    }

    private TableLoad of(TableName table) {
        return loads.computeIfAbsent(table, absent -> new TableLoad());
    }

    void resume(SortedMap<TableName, LoadReport> earlier) {
        earlier.forEach((table, report) -> of(table).resume(report));
    }

    /** @param nowNanos monotonic */
    SortedMap<TableName, LoadReport> reports(long nowNanos) {
        SortedMap<TableName, LoadReport> reports = new TreeMap<>();
        loads.forEach((table, load) -> reports.put(table, load.report(nowNanos)));
        return reports;
    }
}
