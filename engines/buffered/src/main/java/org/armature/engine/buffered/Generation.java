package org.armature.engine.buffered;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.storage.Durability;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;

/** What is gathered for one batch below: of each key the newest change. Guarded by its buffer's lock. */
final class Generation {
    private final NavigableMap<StoreId, NavigableMap<StoreKey, Pending>> stores = new TreeMap<>();
    private Durability durability;
    private int objects;
    private long bytes;
    private long sinceNanos;
    private boolean urgent;
    private boolean ended;
    private StorageException failure;

    /** @param durability the least it is written with */
    Generation(Durability durability) {
        this.durability = durability;
    }

    void acknowledge(List<Mutation> batch, long nowNanos) {
        batch.forEach(mutation -> {
            Pending pending = pending(mutation, nowNanos);
            bytes -= pending.bytes();
            pending.acknowledge(mutation);
            bytes += pending.bytes();
        });
    }

    /** With a durability at least so great, as soon as the writer is free. */
    void await(List<Mutation> batch, Durability wanted, long nowNanos) {
        batch.forEach(mutation -> {
            Pending pending = pending(mutation, nowNanos);
            bytes -= pending.bytes();
            pending.await(mutation);
            bytes += pending.bytes();
        });
        durability = durability.compareTo(wanted) >= 0 ? durability : wanted;
        urgent = true;
    }

    private Pending pending(Mutation mutation, long nowNanos) {
        if (stores.isEmpty()) {
            sinceNanos = nowNanos;
        }
        NavigableMap<StoreKey, Pending> store = stores.computeIfAbsent(mutation.store(), id -> new TreeMap<>());
        Pending known = store.get(mutation.key());
        if (known != null) {
            return known;
        }
        Pending made = new Pending();
        store.put(mutation.key(), made);
        objects++;
        return made;
    }

    /** Takes what an earlier batch that failed had acknowledged; what is here is newer. */
    void standsOn(Generation failed) {
        failed.stores.values().forEach(store -> store.values()
                .forEach(earlier -> earlier.acknowledged().ifPresent(mutation -> {
                    Pending pending = pending(mutation, failed.sinceNanos);
                    bytes -= pending.bytes();
                    pending.standsOn(mutation);
                    bytes += pending.bytes();
                })));
    }

    /** Without the changes whose writers are told that they failed. */
    void takeBack() {
        stores.values().forEach(store -> store.values().removeIf(pending -> {
            bytes -= pending.bytes();
            boolean stays = pending.takeBack();
            bytes += pending.bytes();
            objects -= stays ? 0 : 1;
            return !stays;
        }));
        stores.values().removeIf(NavigableMap::isEmpty);
    }

    List<Mutation> mutations() {
        List<Mutation> mutations = new ArrayList<>(objects);
        stores.values().forEach(store -> store.values().forEach(pending -> mutations.add(pending.newest())));
        return mutations;
    }

    NavigableMap<StoreKey, Pending> of(StoreId store) {
        return stores.getOrDefault(store, Collections.emptyNavigableMap());
    }

    Optional<Mutation> acknowledged(StoreId store, StoreKey key) {
        return Optional.ofNullable(of(store).get(key)).flatMap(Pending::acknowledged);
    }

    boolean has(Mutation mutation) {
        return of(mutation.store()).containsKey(mutation.key());
    }

    /** How many keys have a change that was acknowledged. */
    int acknowledged() {
        return (int) stores.values().stream()
                .flatMap(store -> store.values().stream())
                .filter(pending -> pending.acknowledged().isPresent())
                .count();
    }

    /** Those with a change that was acknowledged. */
    SortedSet<StoreId> stores() {
        SortedSet<StoreId> found = new TreeSet<>();
        stores.forEach((id, store) -> {
            if (store.values().stream()
                    .anyMatch(pending -> pending.acknowledged().isPresent())) {
                found.add(id);
            }
        });
        return found;
    }

    void hurry() {
        urgent = true;
    }

    boolean isUrgent() {
        return urgent;
    }

    Durability durability() {
        return durability;
    }

    int objects() {
        return objects;
    }

    long bytes() {
        return bytes;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    boolean isEmpty() {
        return stores.isEmpty();
    }

    void end(Optional<StorageException> why) {
        ended = true;
        failure = why.orElse(null);
    }

    boolean hasEnded() {
        return ended;
    }

    /** Why it was not written; empty if it was, or has not ended. */
    Optional<StorageException> failure() {
        return Optional.ofNullable(failure);
    }
}
