package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.storage.Mutation;
import org.armature.storage.StoreKey;

/**
 * The mutations of a batch that go to one store, the last one of each key. What was there before is read once, by the
 * first attempt: a later one might see what the first one wrote.
 */
final class WritePart {
    private final MysqlStore store;
    private final SortedMap<StoreKey, Mutation> mutations = new TreeMap<>();
    private final List<StoreKey> deleted = new ArrayList<>();
    private final List<Mutation> written = new ArrayList<>();
    private Map<StoreKey, Integer> before;
    private StoreFigures after;

    WritePart(MysqlStore store, List<Mutation> batch) {
        this.store = store;
        batch.forEach(mutation -> mutations.put(mutation.key(), mutation));
        for (Mutation mutation : mutations.values()) {
            if (mutation.value().isPresent()) {
                written.add(mutation);
            } else {
                deleted.add(mutation.key());
            }
        }
    }

    MysqlStore store() {
        return store;
    }

    /** Reads what the figures need. */
    void prepare(Connection connection) throws SQLException {
        store.settle(connection);
        if (before != null) {
            return;
        }
        Map<StoreKey, Integer> there = store.figures().entries() == 0
                ? Map.of()
                : store.rows().lengths(connection, List.copyOf(mutations.keySet()));
        before = new TreeMap<>();
        after = store.figures();
        for (Mutation mutation : mutations.values()) {
            StoreKey key = mutation.key();
            int was = there.getOrDefault(key, StoreFigures.ABSENT);
            before.put(key, was);
            after = after.after(
                    key.length(),
                    was,
                    mutation.value().map(value -> value.length).orElse(StoreFigures.ABSENT));
        }
    }

    /** Whether one row and nothing else is changed, so that the statement is a transaction of its own. */
    boolean isOneStatement() {
        return mutations.size() == 1 && !after.differMuchFromStored();
    }

    void apply(Connection connection, StoreRows catalogue, long mostBytes) throws SQLException {
        store.rows().delete(connection, deleted);
        store.rows().put(connection, written, mostBytes);
        if (after.differMuchFromStored()) {
            catalogue.store(connection, store.id(), after);
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
}
