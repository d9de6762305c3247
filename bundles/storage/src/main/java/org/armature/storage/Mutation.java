package org.armature.storage;

import java.util.Objects;
import java.util.Optional;

/** One change of a batch: {@code key} gets {@code value}, or is removed if there is none. */
public final class Mutation {
    private final StoreId store;
    private final StoreKey key;
    private final byte[] value;

    private Mutation(StoreId store, StoreKey key, byte[] value) {
        this.store = Objects.requireNonNull(store);
        this.key = Objects.requireNonNull(key);
        this.value = value;
    }

    /** @param value given away: the caller does not change it afterwards */
    public static Mutation put(StoreId store, StoreKey key, byte[] value) {
        return new Mutation(store, key, Objects.requireNonNull(value));
    }

    /** Removing a key that is not there is no error. */
    public static Mutation delete(StoreId store, StoreKey key) {
        return new Mutation(store, key, null);
    }

    public StoreId store() {
        return store;
    }

    public StoreKey key() {
        return key;
    }

    /** The new value, not to be changed by the caller; empty for a removal. */
    public Optional<byte[]> value() {
        return Optional.ofNullable(value);
    }

    @Override
    public String toString() {
        return (value == null ? "delete " : "put ") + store + "/" + key
                + (value == null ? "" : " (" + value.length + " bytes)");
    }
}
