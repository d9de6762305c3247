package org.armature.antientropy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.armature.storage.StoreKey;

/**
 * Works the hashes of a run of leaves out anew from pages of the store, while the store is written. What a page shows of a key
 * that was written while the page was read may be from before or after that write: of such a key the write itself tells.
 */
final class LeafBuild {
    private static final long NONE = 0;

    private final int from;
    private final int to;
    private final long[] hashes;

    /** Up to it, everything is in the hashes or {@link #late}. */
    private Optional<StoreKey> behind = Optional.empty();

    /** Of keys written since the page under way was asked for: what they add since. */
    private final Map<StoreKey, Optional<Entry>> touched = new LinkedHashMap<>();

    /** Keys whose write was under way when the page was asked for, or has begun since, and has not ended. */
    private final Set<StoreKey> underWay = new LinkedHashSet<>();

    /** Keys of pages that were read, whose writes had not ended: what they add comes when they end. */
    private final Set<StoreKey> late = new LinkedHashSet<>();

    private long page = NONE;
    private boolean ended;

    /** @param to the leaf after the last */
    LeafBuild(int from, int to) {
        this.from = from;
        this.to = to;
        this.hashes = new long[to - from];
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean has(int leaf) {
        return leaf >= from && leaf < to;
    }

    long hash(int leaf) {
        return hashes[leaf - from];
    }

    /** Behind which key the next page begins; empty for the first one. */
    Optional<StoreKey> behind() {
        return behind;
    }

    boolean isReading() {
        return page != NONE;
    }

    boolean isReading(long number) {
        return page == number;
    }

    /** Whether the last page was read. */
    boolean isEnded() {
        return ended;
    }

    boolean isDone() {
        return ended && late.isEmpty();
    }

    /**
     * @param number of the page, from 1
     * @param writing keys that are being written, with their leaves
     */
    void readBegins(long number, Map<StoreKey, Integer> writing) {
        page = number;
        writing.forEach(this::writeBegins);
    }

    /** The page could not be read, and will be asked for again. */
    void readFailed() {
        forgetPage();
    }

    void writeBegins(StoreKey key, int leaf) {
        if (isReading() && has(leaf) && !isCounted(key)) {
            touched.remove(key);
            underWay.add(key);
        }
    }

    /**
     * A write of a key of these leaves has ended.
     *
     * @param before what it added
     */
    void written(StoreKey key, Optional<Entry> before, Optional<Entry> after) {
        if (late.remove(key)) {
            after.ifPresent(this::add);
        } else if (isCounted(key)) {
            before.ifPresent(entry -> hashes[entry.leaf() - from] -= entry.hash());
            after.ifPresent(this::add);
        } else if (isReading()) {
            underWay.remove(key);
            touched.put(key, after);
        }
    }

    private boolean isCounted(StoreKey key) {
        return ended || (behind.isPresent() && key.compareTo(behind.get()) <= 0);
    }

    /**
     * @param entries in the order of keys
     * @param last up to which key the page goes
     */
    void read(List<Entry> entries, StoreKey last) {
        take(entries, key -> key.compareTo(last) <= 0);
        behind = Optional.of(last);
    }

    /** @param entries of the last page */
    void readToEnd(List<Entry> entries) {
        take(entries, key -> true);
        ended = true;
    }

    private interface Within {
        boolean holds(StoreKey key);
    }

    private void take(List<Entry> entries, Within within) {
        for (Entry entry : entries) {
            if (!underWay.contains(entry.key()) && !touched.containsKey(entry.key())) {
                add(entry);
            }
        }
        touched.forEach((key, entry) -> {
            if (within.holds(key)) {
                entry.ifPresent(this::add);
            }
        });
        underWay.stream().filter(within::holds).forEach(late::add);
        forgetPage();
    }

    private void forgetPage() {
        page = NONE;
        touched.clear();
        underWay.clear();
    }

    private void add(Entry entry) {
        hashes[entry.leaf() - from] += entry.hash();
    }
}
