package org.armature.simulator.disk;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.armature.model.Bytes;
import org.armature.node.DataDoubt;
import org.armature.node.ReapEpoch;
import org.armature.node.TreeName;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.SavedMembership;

/**
 * The files of a node's data directory beside its engines, by the rules of the real ones: the incarnation, the key
 * epochs that were given out, and the mark of a clean stop with the hash trees that are trusted after it. All of them are
 * forced when they are written. How far reaping has come in each partition is kept there, too.
 */
public final class NodeFiles {
    /** As the server reserves them. */
    public static final long EPOCH_BLOCK = 1L << 20;

    /** The mark of a clean stop: in which directory, how the engines were left, and what was not sure of them. */
    private record CleanMark(long directory, long changes, DataDoubt doubt) {}

    /**
     * A start.
     *
     * @param number the incarnation
     * @param isNew whether it had to be a new one
     * @param trees of the earlier life, if that has ended cleanly
     * @param doubt what is not sure of the node's data
     */
    public record Start(long number, boolean isNew, SortedMap<TreeName, Bytes> trees, DataDoubt doubt) {}

    private long directory = 1;
    private Optional<Long> incarnation = Optional.empty();
    private long nextEpoch = 1;
    private Optional<CleanMark> mark = Optional.empty();
    private SortedMap<TreeName, Bytes> trees = new TreeMap<>();
    private Optional<SavedMembership> membership = Optional.empty();
    private SortedMap<Integer, ReapEpoch> reapEpochs = new TreeMap<>();

    /** The same again, beside the engines' data. */
    private SortedMap<Integer, ReapEpoch> stamps = new TreeMap<>();

    /** Incarnation and trees are kept only over a stop that is proven clean; mark and trees are taken away by this. */
    public Start start(Disk disk, LongSupplier draw) {
        Optional<CleanMark> clean =
                mark.filter(left -> left.directory() == directory && left.changes() == disk.changes());
        mark = Optional.empty();
        SortedMap<TreeName, Bytes> left = trees;
        trees = new TreeMap<>();
        reapEpochs.replaceAll((partition, epoch) -> epoch.atMost(stamps.getOrDefault(partition, ReapEpoch.NONE)));
        stamps = new TreeMap<>(reapEpochs);
        if (clean.isPresent() && incarnation.isPresent()) {
            return new Start(incarnation.get(), false, left, clean.get().doubt());
        }
        DataDoubt doubt = incarnation.isEmpty() ? DataDoubt.MAY_LACK : DataDoubt.MAY_BE_OLD;
        incarnation = Optional.of(draw.getAsLong());
        return new Start(incarnation.get(), true, Collections.emptySortedMap(), doubt);
    }

    /**
     * @param known hash trees that are as the disk is
     * @param doubt what is not sure of the node's data
     */
    public void stoppedCleanly(Disk disk, SortedMap<TreeName, Bytes> known, DataDoubt doubt) {
        trees = new TreeMap<>(known);
        mark = Optional.of(new CleanMark(directory, disk.changes(), doubt));
    }

    public Optional<SavedMembership> membership() {
        return membership;
    }

    /** In place of what was saved before; through the real codec. */
    public void save(SavedMembership image) {
        try {
            membership = Optional.of(SavedMembership.decode(image.encode()));
        } catch (ProtocolException e) {
            throw new AssertionError("what was saved can't be read", e);
        }
    }

    /** A block of key epochs that were never given out before: from this one on. */
    public long reserveEpochs() {
        long from = nextEpoch;
        nextEpoch += EPOCH_BLOCK;
        return from;
    }

    /** As was ever kept, by partition. */
    public SortedMap<Integer, ReapEpoch> reapEpochs() {
        return new TreeMap<>(reapEpochs);
    }

    /** Neither of the two ever sinks, whatever order they are written in. */
    public void keep(int partition, ReapEpoch epoch) {
        reapEpochs.merge(partition, epoch, (before, now) -> before.with(now.raised(), now.settled()));
        stamps = new TreeMap<>(reapEpochs);
    }

    /** The whole directory is gone. */
    public void wipe() {
        directory++;
        incarnation = Optional.empty();
        nextEpoch = 1;
        mark = Optional.empty();
        trees = new TreeMap<>();
        membership = Optional.empty();
        reapEpochs = new TreeMap<>();
        stamps = new TreeMap<>();
    }

    public NodeFiles copy() {
        NodeFiles copy = new NodeFiles();
        copy.directory = directory;
        copy.incarnation = incarnation;
        copy.nextEpoch = nextEpoch;
        copy.mark = mark;
        copy.trees = new TreeMap<>(trees);
        copy.membership = membership;
        copy.reapEpochs = new TreeMap<>(reapEpochs);
        copy.stamps = new TreeMap<>(stamps);
        return copy;
    }

    /** An older copy of the directory takes its place: under another number of the file system. */
    public void restore(NodeFiles backup) {
        directory++;
        incarnation = backup.incarnation;
        nextEpoch = backup.nextEpoch;
        mark = backup.mark;
        trees = new TreeMap<>(backup.trees);
        membership = backup.membership;
        reapEpochs = new TreeMap<>(backup.reapEpochs);
        stamps = new TreeMap<>(backup.stamps);
    }

    /** The engines' data alone is of the time of that copy now. */
    public void restoreEngines(NodeFiles backup) {
        stamps = new TreeMap<>(backup.stamps);
    }
}
