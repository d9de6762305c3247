package org.armature.server;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Storage calls for one table's objects in partition 3. */
record StorageCallsOf(TableName table) {
    static StoreKey key(long number) {
        return StoreKey.of(
                new byte[StoreKey.POSITION_BYTES], Bytes.utf8("key" + number).shared());
    }

    Effect.WriteRecord write(long operation, long key, String value) {
        return new Effect.WriteRecord(
                operation, table, StoreKind.OBJECTS, 3, key(key), Optional.of(Bytes.utf8(value)), Durability.PROCESS);
    }

    Effect.ReadRecord read(long operation, long key) {
        return new Effect.ReadRecord(operation, table, StoreKind.OBJECTS, 3, key(key));
    }

    Effect.ScanStore scan(long operation) {
        return new Effect.ScanStore(operation, table, StoreKind.OBJECTS, 3, Optional.empty(), 1_000, 1 << 20);
    }

    Effect.SyncTable sync(long operation) {
        return new Effect.SyncTable(operation, table);
    }
}
