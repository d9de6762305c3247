package org.armature.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.DataDoubt;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ScrubPlace;
import org.armature.node.Shard;
import org.armature.node.TreeName;
import org.armature.storage.load.LoadReport;

/**
 * What a node keeps in its data directory beside the data of its engines, and its shards go on from after a restart.
 * Thread-safe, but for its beginning and its end.
 */
final class NodeFiles implements AutoCloseable {
    private final long incarnation;
    private final int shards;
    private final KeyEpochFile epochs;
    private final KeptTrees trees;
    private final ReapEpochFile reapEpochs;
    private final ReapedJournal reaped;
    private final ScrubFiles scrub;
    private final SetAsideRecords setAside;
    private final LoadFile loads;
    private final DataDoubt doubt;
    private final List<String> warnings = new ArrayList<>();
    private final SortedMap<TreeName, Bytes> treesFound;
    private final SortedMap<TreeName, ScrubPlace> scrubFound;
    private final SortedMap<TableName, LoadReport> loadsFound;

    /**
     * Reads them.
     *
     * @param bindings with their environments open
     * @throws StartFailed if one can't be read, or written, that the node must not do without
     */
    NodeFiles(NodePlan plan, DataDirectory directory, EngineBindings bindings, DataDirectory.Incarnation incarnation) {
        int partitions = plan.cluster().ring().partitions();
        this.incarnation = incarnation.number();
        this.shards = plan.shards();
        epochs = new KeyEpochFile(directory.file("key-epochs"), incarnation.nextEpoch());
        trees = new KeptTrees(new TreesFile(directory.file("trees"), partitions), bindings);
        reapEpochs = new ReapEpochFile(directory.file("reap-epochs"), partitions, bindings.stamps());
        reaped = new ReapedJournal(directory.file("reaped"), plan.reaping().journalBytes());
        scrub = new ScrubFiles(plan.data(), partitions);
        setAside = new SetAsideRecords(
                directory.file("set-aside"), plan.antiEntropy().setAsideBytes());
        loads = new LoadFile(directory.file("table-loads"));
        List<String> older = bindings.stamps().older();
        doubt = older.isEmpty() ? incarnation.ofData() : DataDoubt.MAY_BE_OLD;
        older.forEach(name -> warnings.add("what is stored in " + name + " may be older than deletions this node had"
                + " confirmed, and is compared; what the others lack enters as writes of now"));
        reapEpochs.damage().ifPresent(warnings::add);
        scrubFound = scrub.read();
        loadsFound = loads.read();
        treesFound = trees.ofBefore(incarnation);
    }

    /** What could not be read, or is not to be believed, and what that means. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    KeyEpochFile epochs() {
        return epochs;
    }

    ReapedJournal reaped() {
        return reaped;
    }

    /** Gives a shard that has not begun yet what it knew before. */
    void resume(Shard shard, int index) {
        if (index == 0) {
            shard.resumeLoads(loadsFound);
        }
        shard.resumeTrees(treesFound);
        shard.resumeReapEpochs(reapEpochs.found(index, shards));
        shard.doubt(doubt);
        SortedMap<TreeName, ScrubPlace> reached = new TreeMap<>(scrubFound);
        reached.keySet().removeIf(name -> name.partition() % shards != index);
        shard.resumeScrub(reached);
    }

    /** The node begins to count: what it had counted before would be too old after a kill. */
    void begun() {
        loads.forget();
    }

    void keep(Effect.KeepReapEpoch effect, Consumer<Event> tell) {
        reapEpochs.keep(effect, tell);
    }

    void keep(Effect.SetAside effect) {
        setAside.keep(effect);
    }

    void keep(int shard, Effect.ScrubReached reached) {
        scrub.keep(shard, reached.places());
    }

    void keepLoads(SortedMap<TableName, LoadReport> counted) {
        if (!counted.isEmpty()) {
            loads.write(counted);
        }
    }

    /** Returns when what was told before is written, or that takes too long. */
    @Override
    public void close() {
        epochs.close();
        reapEpochs.close();
        reaped.close();
        scrub.close();
        setAside.close();
    }

    /** Which engine keeps each table's trees, as long as they are open. */
    SortedMap<TableName, String> keepers() {
        return trees.keepers();
    }

    /**
     * After a clean end.
     *
     * @param keepers as they were before the engines were closed
     * @param ended shards
     */
    void keepTrees(SortedMap<TableName, String> keepers, Collection<ShardLoop> ended) {
        trees.keep(new TreesFile.Life(incarnation, epochs.next()), keepers, ended);
    }
}
