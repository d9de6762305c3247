package org.armature.simulator.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import org.armature.model.Bytes;
import org.armature.simulator.world.Draw;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;

/**
 * The disk of one node, with what its engines hold: what the process sees, and what of it is not forced yet. A write of
 * one durability takes along all that were made before it, as an engine with one log does.
 */
public final class Disk {
    private record Unforced(StoreName store, StoreKey key, Bytes before, Bytes after, boolean promised) {}

    private final SplittableRandom random;
    private Stores stores = new Stores();
    /** In the order of their making. */
    private final List<Unforced> unforced = new ArrayList<>();
    /** So many of them were handed to the system, and survive the process. */
    private int handed;

    private long changes;

    public Disk(SplittableRandom random) {
        this.random = random;
    }

    public Optional<Bytes> get(StoreName store, StoreKey key) {
        return Optional.ofNullable(stores.get(store, key));
    }

    /**
     * @param value empty to remove the key
     * @param durability how far the write got
     * @param promised whether that is as far as it was to get, so that whoever asked was told that it is done
     */
    public void write(StoreName store, StoreKey key, Optional<Bytes> value, Durability durability, boolean promised) {
        unforced.add(new Unforced(store, key, stores.get(store, key), value.orElse(null), promised));
        stores.set(store, key, value.orElse(null));
        changes++;
        if (durability == Durability.DISK) {
            force();
        } else if (durability == Durability.PROCESS) {
            handed = unforced.size();
        }
    }

    /** Everything written so far survives a power cut. */
    public void force() {
        unforced.clear();
        handed = 0;
    }

    public boolean isForced() {
        return unforced.isEmpty();
    }

    /** Counts what was ever changed: a start can tell that something happened in between. */
    public long changes() {
        return changes;
    }

    /**
     * The process dies: of what it had not handed to the system, only a part from the beginning is there.
     *
     * @return whether anything is gone that was promised
     */
    public boolean processDied() {
        int kept = handed + (unforced.size() == handed ? 0 : random.nextInt(unforced.size() - handed + 1));
        boolean broken = false;
        while (unforced.size() > kept) {
            Unforced last = unforced.remove(unforced.size() - 1);
            broken |= last.promised();
            undo(last);
        }
        handed = unforced.size();
        return broken;
    }

    /**
     * The power is cut: what was not forced is there, or not, or torn.
     *
     * @param inOrder whether what is lost is all that came after some moment; else each write is kept or lost by itself
     * @param tornPerMille of a thousand new keys whose write was lost, so many are there with a damaged value; no engine
     *     may damage what was forced before
     * @return whether anything is gone that was promised
     */
    public boolean powerCut(boolean inOrder, int tornPerMille) {
        List<Unforced> open = new ArrayList<>(unforced);
        int from = random.nextInt(open.size() + 1);
        for (int i = open.size() - 1; i >= 0; i--) {
            undo(open.get(i));
        }
        boolean broken = false;
        for (int i = 0; i < open.size(); i++) {
            Unforced write = open.get(i);
            boolean kept = inOrder ? i < from : random.nextBoolean();
            if (kept) {
                stores.set(write.store(), write.key(), write.after());
            } else if (write.after() != null
                    && stores.get(write.store(), write.key()) == null
                    && Draw.perMille(random, tornPerMille)) {
                stores.set(write.store(), write.key(), torn(write.after()));
            }
            broken |= !kept && write.promised();
        }
        unforced.clear();
        handed = 0;
        return broken;
    }

    private Bytes torn(Bytes value) {
        byte[] bytes = value.toArray();
        int from = random.nextInt(bytes.length);
        for (int i = from; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        return Bytes.wrap(bytes);
    }

    private void undo(Unforced write) {
        stores.set(write.store(), write.key(), write.before());
        changes++;
    }

    /** The store forgets the key, and nobody is told. */
    public void loseKey(StoreName store, StoreKey key) {
        for (int i = unforced.size() - 1; i >= 0; i--) {
            Unforced write = unforced.get(i);
            if (write.store().equals(store) && write.key().equals(key)) {
                unforced.remove(i);
                handed -= i < handed ? 1 : 0;
            }
        }
        stores.set(store, key, null);
    }

    /** A bit of the stored value flips, if there is one. */
    public void damage(StoreName store, StoreKey key) {
        Bytes value = stores.get(store, key);
        if (value != null && value.length() > 0) {
            byte[] bytes = value.toArray();
            int bit = random.nextInt(8 * bytes.length);
            bytes[bit >> 3] ^= (byte) (1 << (bit & 7));
            stores.set(store, key, Bytes.wrap(bytes));
        }
    }

    /** Everything is gone. */
    public void wipe() {
        stores.clear();
        unforced.clear();
        handed = 0;
        changes++;
    }

    /** What is there now, to be restored later. */
    public Backup backup() {
        return new Backup(stores.copy());
    }

    public void restore(Backup backup) {
        stores = backup.stores.copy();
        unforced.clear();
        handed = 0;
        changes++;
    }

    /** An older state of a disk. */
    public static final class Backup {
        private final Stores stores;

        private Backup(Stores stores) {
            this.stores = stores;
        }
    }

    public SortedSet<StoreName> stores() {
        return stores.names();
    }

    /** What a store holds now; changes with it. */
    public NavigableMap<StoreKey, Bytes> entries(StoreName store) {
        return stores.entries(store);
    }
}
