package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.engine.common.StoreFigures;
import org.armature.storage.Mutation;
import org.armature.storage.StoreKey;

/** What a batch does to one store: the last mutation of each key, and what becomes of the figures. In the writer's turn. */
final class StoreWrite {
    private final MysqlStore store;
    private final SortedMap<StoreKey, Mutation> mutations = new TreeMap<>();
    private Map<StoreKey, Integer> before;
    private StoreFigures after;

    StoreWrite(MysqlStore store, List<Mutation> batch) {
        this.store = store;
        batch.forEach(mutation -> mutations.put(mutation.key(), mutation));
    }

    MysqlStore store() {
        return store;
    }

    Collection<Mutation> mutations() {
        return mutations.values();
    }

    StoreFigures after() {
        return after;
    }

    void settle(Connection connection) throws SQLException {
        store.settle(connection);
    }

    /** Rows whose lengths before the write are to be read; an empty store has none. */
    Stream<DataTable.RowName> mayBeThere() {
        return store.figures().entries() == 0
                ? Stream.empty()
                : mutations.keySet().stream().map(this::name);
    }

    void counts(Map<DataTable.RowName, Integer> lengthsBefore) {
        before = new HashMap<>();
        after = store.figures();
        for (Mutation mutation : mutations.values()) {
            StoreKey key = mutation.key();
            int was = lengthsBefore.getOrDefault(name(key), StoreFigures.ABSENT);
            before.put(key, was);
            after = after.after(
                    key.length(),
                    was,
                    mutation.value().map(value -> value.length).orElse(StoreFigures.ABSENT));
        }
    }

    void committed() {
        store.committed(after.differMuchFromStored() ? after.stored() : after);
    }

    /** The outcome is not known: the store has to look again before it counts on. */
    void failed() {
        if (before != null) {
            store.unknownSince(before);
        }
    }

    private DataTable.RowName name(StoreKey key) {
        return new DataTable.RowName(store.id().partition(), key);
    }
}
