package org.armature.node;

import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;

/** A key of a table with its place on the ring. */
record Located(TableSpec table, Key key, Position position, int partition, StoreKey storeKey) {
    /** Names a record among a node's. */
    record RecordName(TableName table, Key key) {}

    static Located of(TableSpec table, Key key, Position position, int partition) {
        return new Located(
                table,
                key,
                position,
                partition,
                StoreKey.of(position.toBytes(), key.bytes().shared()));
    }

    /** The same key by other rules of its table. */
    Located of(TableSpec other) {
        return new Located(other, key, position, partition, storeKey);
    }

    RecordName name() {
        return new RecordName(table.name(), key);
    }

    @Override
    public String toString() {
        return table.name() + "/" + key;
    }
}
