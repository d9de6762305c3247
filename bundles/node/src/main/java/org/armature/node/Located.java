package org.armature.node;

import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.Durability;
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

    /** What the copy of one replica survives of each write, where it is more than the others'. */
    Durability durabilityOfOne() {
        return table.durableReplica().orElse(table.durability());
    }

    /** What a copy survives that was asked for so. */
    Durability durability(Message.Lasting lasting) {
        Durability asked =
                switch (lasting) {
                    case AS_TABLE -> table.durability();
                    case PROCESS -> Durability.PROCESS;
                    case DISK -> Durability.DISK;
                };
        return asked.compareTo(table.durability()) > 0 ? asked : table.durability();
    }

    /** How to ask another node for the copy that is more durable than the others. */
    Message.Lasting lastingOfOne() {
        return table.durableReplica()
                .map(durability -> durability == Durability.DISK ? Message.Lasting.DISK : Message.Lasting.PROCESS)
                .orElse(Message.Lasting.AS_TABLE);
    }

    @Override
    public String toString() {
        return table.name() + "/" + key;
    }
}
