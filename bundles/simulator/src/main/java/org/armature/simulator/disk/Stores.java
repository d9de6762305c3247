package org.armature.simulator.disk;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.storage.StoreKey;

/** What the engines of a node hold: ordered maps by the name of the store. */
final class Stores {
    private final NavigableMap<StoreName, NavigableMap<StoreKey, Bytes>> stores = new TreeMap<>();

    Bytes get(StoreName store, StoreKey key) {
        Map<StoreKey, Bytes> entries = stores.get(store);
        return entries == null ? null : entries.get(key);
    }

    /** @param value null to remove */
    void set(StoreName store, StoreKey key, Bytes value) {
        if (value != null) {
            stores.computeIfAbsent(store, name -> new TreeMap<>()).put(key, value);
        } else if (stores.containsKey(store)) {
            stores.get(store).remove(key);
        }
    }

    NavigableMap<StoreKey, Bytes> entries(StoreName store) {
        return Collections.unmodifiableNavigableMap(stores.getOrDefault(store, new TreeMap<>()));
    }

    SortedSet<StoreName> names() {
        return new TreeSet<>(stores.keySet());
    }

    void clear() {
        stores.clear();
    }

    Stores copy() {
        Stores copy = new Stores();
        stores.forEach((name, entries) -> copy.stores.put(name, new TreeMap<>(entries)));
        return copy;
    }
}
