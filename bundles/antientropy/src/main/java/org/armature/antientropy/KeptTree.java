package org.armature.antientropy;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.storage.StoreKey;

/**
 * The tree of one store, kept up to date by what is written there, with those of its leaves that are not known: all of them
 * after an unclean stop, since what is on disk of the tree and of the store may be of different times; one after a write that
 * failed and may have happened all the same. Those are gone through, run after run, while the rest serves.
 *
 * <p>Told of each write when it begins and when it ends; no key is written twice at a time. Not thread-safe.
 */
public final class KeptTree {
    /** Leaves, few of which are to be begun anew when a write fails. */
    private static final int FIRST_RUN = 32;

    private final HashTree tree;
    private final BitSet unknown = new BitSet();
    /** Keys that are being written, with their leaves. */
    private final Map<StoreKey, Integer> writing = new LinkedHashMap<>();

    private Optional<LeafBuild> build = Optional.empty();
    private long pages;
    /** Leaves to go through at once: more of them where one page holds all there is in them. */
    private int run = FIRST_RUN;

    private KeptTree(HashTree tree) {
        this.tree = tree;
    }

    /** Every leaf of the tree is as the store. */
    public static KeptTree known(HashTree tree) {
        return new KeptTree(tree);
    }

    /** Nothing is known of the store. */
    public static KeptTree unknown(TreeShape shape) {
        KeptTree kept = new KeptTree(new HashTree(shape));
        kept.unknown.set(0, shape.leaves());
        return kept;
    }

    /** May be asked for hashes of leaves that are known. */
    public HashTree tree() {
        return tree;
    }

    public boolean isKnown() {
        return unknown.isEmpty();
    }

    /** Whether no write of the store is under way. */
    public boolean isQuiet() {
        return writing.isEmpty();
    }

    /** Leaves. */
    public int unknownLeaves() {
        return unknown.cardinality();
    }

    // ---- writes

    public void writeBegins(StoreKey key, int leaf) {
        writing.put(key, leaf);
        build.ifPresent(reading -> reading.writeBegins(key, leaf));
    }

    /**
     * @param leaf of the key
     * @param before what the key added to it, as far as is known; does not matter unless it was in the tree
     */
    public void written(StoreKey key, int leaf, Optional<Entry> before, Optional<Entry> after) {
        writing.remove(key);
        if (!unknown.get(leaf)) {
            before.ifPresent(entry -> tree.subtract(leaf, entry.hash()));
            after.ifPresent(entry -> tree.add(leaf, entry.hash()));
        } else {
            build.filter(reading -> reading.has(leaf)).ifPresent(reading -> reading.written(key, before, after));
            takeIfDone();
        }
    }

    /** What is stored of the key, once its write has ended, is not known. */
    public void writeFailed(StoreKey key, int leaf) {
        writing.remove(key);
        doubt(leaf);
    }

    /** What the leaf says is not what is stored, or may not be. */
    public void doubt(int leaf) {
        unknown.set(leaf);
        if (build.filter(reading -> reading.has(leaf)).isPresent()) {
            build = Optional.empty();
            run = FIRST_RUN;
        }
    }

    // ---- going through what is not known

    /**
     * Leaves that one page after the other is to be read of.
     *
     * @param number that no other page of the tree has
     * @param behind the key after which the page begins; empty to begin with the first of the leaf {@code from}
     * @param to the leaf after the last
     */
    public record Page(long number, int from, Optional<StoreKey> behind, int to) {}

    /** What to read next; tells that it is being read. Empty if all is known, or a page is being read, or writes are awaited. */
    public Optional<Page> nextPage() {
        if (build.isEmpty() && !isKnown()) {
            int from = unknown.nextSetBit(0);
            int to = Math.min(unknown.nextClearBit(from), from + run);
            build = Optional.of(new LeafBuild(from, to));
        }
        return build.filter(reading -> !reading.isReading() && !reading.isEnded())
                .map(reading -> {
                    reading.readBegins(++pages, writing);
                    return new Page(pages, reading.from(), reading.behind(), reading.to());
                });
    }

    /**
     * What was found. Without effect on a run of leaves that has been begun anew since.
     *
     * @param page as {@link #nextPage} told it
     * @param last up to which key it goes; empty if there is nothing behind it in these leaves
     */
    public void read(Page page, List<Entry> entries, Optional<StoreKey> last) {
        build.filter(reading -> reading.isReading(page.number())).ifPresent(reading -> {
            if (last.isPresent()) {
                reading.read(entries, last.get());
            } else {
                reading.readToEnd(entries);
            }
        });
        takeIfDone();
    }

    public void readFailed(Page page) {
        build.filter(reading -> reading.isReading(page.number())).ifPresent(LeafBuild::readFailed);
    }

    private void takeIfDone() {
        build.filter(LeafBuild::isDone).ifPresent(done -> {
            for (int leaf = done.from(); leaf < done.to(); leaf++) {
                tree.set(leaf, done.hash(leaf));
            }
            unknown.clear(done.from(), done.to());
            if (done.behind().isEmpty()) {
                run = Math.min(2 * run, tree.shape().leaves());
            }
            build = Optional.empty();
        });
    }
}
