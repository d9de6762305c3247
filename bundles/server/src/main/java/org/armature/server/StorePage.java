package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.node.Event;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreKey;

/**
 * Some entries of a store that follow one another.
 *
 * @param entries in ring order
 * @param end whether the store has nothing behind them; else there is at least one
 */
record StorePage(List<Entry> entries, boolean end) {
    record Entry(StoreKey key, Bytes value) {}

    /**
     * @param after the last key before them; empty for the first of the store
     * @param maxBytes of values, after which no more are read
     */
    static StorePage read(PartitionStore store, Optional<StoreKey> after, int maxEntries, int maxBytes) {
        List<Entry> entries = new ArrayList<>();
        boolean[] more = new boolean[1];
        long[] bytes = new long[1];
        store.scan(after, (key, value) -> {
            if (after.isPresent() && after.get().equals(key)) {
                return true;
            }
            more[0] = entries.size() == maxEntries || bytes[0] >= maxBytes;
            if (!more[0]) {
                entries.add(new Entry(key, Bytes.wrap(value)));
                bytes[0] += value.length;
            }
            return !more[0];
        });
        return new StorePage(entries, !more[0]);
    }

    /** Both begin behind the same key; what is behind the last key of the shorter one is left for the next pages. */
    Event.StoresCompared comparedWith(StorePage other, long operation) {
        Comparison found = new Comparison();
        int mine = 0;
        int theirs = 0;
        while ((mine < entries.size() || end) && (theirs < other.entries.size() || other.end)) {
            boolean noneHere = mine == entries.size();
            boolean noneThere = theirs == other.entries.size();
            if (noneHere && noneThere) {
                break;
            }
            int order = noneHere
                    ? 1
                    : noneThere
                            ? -1
                            : entries.get(mine)
                                    .key()
                                    .compareTo(other.entries.get(theirs).key());
            if (order < 0) {
                found.differs(entries.get(mine++));
            } else if (order > 0) {
                found.differs(other.entries.get(theirs++));
            } else {
                found.met(entries.get(mine++), other.entries.get(theirs++));
            }
        }
        boolean all = end && other.end && mine == entries.size() && theirs == other.entries.size();
        return new Event.StoresCompared(
                operation, found.entries, found.bytes, List.copyOf(found.differing), found.last, all);
    }

    private static final class Comparison {
        private final List<StoreKey> differing = new ArrayList<>();
        private long entries;
        private long bytes;
        private Optional<StoreKey> last = Optional.empty();

        void met(Entry here, Entry there) {
            count(here);
            if (!here.value().equals(there.value())) {
                differing.add(here.key());
            }
        }

        void differs(Entry one) {
            count(one);
            differing.add(one.key());
        }

        private void count(Entry entry) {
            entries++;
            bytes += entry.key().length() + entry.value().length();
            last = Optional.of(entry.key());
        }
    }
}
