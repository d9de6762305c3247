package org.armature.node;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.antientropy.HashTree;
import org.armature.antientropy.KeptTree;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.replication.LocalCopy;
import org.armature.replication.TableSpec;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * The hash trees of this shard's stores of objects (Dynamo §4.7). Those an earlier life has left are taken only from a clean
 * stop, and change with each write from then on; all others are worked out by going through the store, one at a time and at
 * the pace of background work.
 */
final class Trees implements RecordTurns.Watcher<LocalCopy> {
    private static final int PAGE = 256;
    private static final long RETRY_MILLIS = 5_000;

    private final Workbench bench;
    private final LeafReads reads;
    private final int shard;
    private final int shards;
    private final TreeShape shape;
    private final Map<TreeName, KeptTree> trees = new LinkedHashMap<>();

    /** Of the stores whose keys this node owns. */
    private final SortedSet<TreeName> wanted = new TreeSet<>();

    private boolean working;
    private String cause = "";

    Trees(Workbench bench, LeafReads reads, ShardSettings settings) {
        this.bench = bench;
        this.reads = reads;
        this.shard = settings.index();
        this.shards = settings.shards();
        this.shape = TreeShape.of(bench.view().partitions());
        bench.objects().tell(this);
    }

    TreeShape shape() {
        return shape;
    }

    // ---- from one life to the next

    /** Before the first event; a tree of another shape is left out. */
    void resume(SortedMap<TreeName, Bytes> earlier) {
        earlier.forEach((name, bytes) -> {
            if (name.partition() % shards == shard && bytes.length() == shape.leaves() * Long.BYTES) {
                trees.put(name, KeptTree.known(HashTree.of(shape, bytes.shared())));
            }
        });
    }

    /** Those that are known. */
    SortedMap<TreeName, Bytes> known() {
        SortedMap<TreeName, Bytes> known = new TreeMap<>();
        trees.forEach((name, tree) -> {
            if (tree.isQuiet() && tree.isKnown()) {
                known.put(name, Bytes.wrap(tree.tree().toBytes()));
            }
        });
        return Collections.unmodifiableSortedMap(known);
    }

    // ---- what is to be known

    /** Stores can be read, the ring has changed, or the tables have. */
    void look() {
        wanted.clear();
        for (TableSpec table : bench.view().tables()) {
            for (int partition = shard; partition < bench.view().partitions(); partition += shards) {
                if (ownsSomeOf(table, partition)) {
                    wanted.add(new TreeName(table.name(), partition));
                }
            }
        }
        trees.entrySet().removeIf(tree -> tree.getValue().isQuiet() && !wanted.contains(tree.getKey()));
        wanted.forEach(this::tree);
        goOn();
    }

    private boolean ownsSomeOf(TableSpec table, int partition) {
        return bench.view().ownership().destination().ownersWithin(partition, table.n()).stream()
                .anyMatch(owners -> owners.contains(bench.view().self()));
    }

    /** Of the stores whose keys this node owns, as last looked at. */
    SortedSet<TreeName> wanted() {
        return Collections.unmodifiableSortedSet(wanted);
    }

    private KeptTree tree(TreeName name) {
        return trees.computeIfAbsent(name, absent -> KeptTree.unknown(shape));
    }

    /** Empty as long as it is not known. */
    Optional<HashTree> known(TreeName name) {
        return Optional.ofNullable(trees.get(name)).filter(KeptTree::isKnown).map(KeptTree::tree);
    }

    /** Trees of which some leaves are not known. */
    int unknown() {
        return (int) wanted.stream().filter(name -> known(name).isEmpty()).count();
    }

    /** Why none is being worked out; empty if one is, or need not be. */
    String cause() {
        return cause;
    }

    // ---- working them out

    private void goOn() {
        if (!working && unknown() > 0) {
            working = true;
            bench.slices().ask(Job.TREES, this::readNext);
        }
    }

    private void readNext(Slice slice) {
        for (TreeName name : wanted) {
            Optional<TableSpec> table = bench.view().table(name.table());
            KeptTree tree = tree(name);
            if (!tree.isKnown() && table.isPresent()) {
                Optional<KeptTree.Page> page = tree.nextPage();
                if (page.isPresent()) {
                    read(table.get(), name, tree, page.get(), slice);
                    return;
                }
            }
        }
        working = false;
        slice.end();
    }

    private void read(TableSpec table, TreeName name, KeptTree tree, KeptTree.Page page, Slice slice) {
        LeafReads.Leaves leaves = LeafReads.Leaves.run(table, name.partition(), shape, page.from(), page.to());
        reads.read(leaves, page.behind(), PAGE, new LeafReads.Reading() {
            @Override
            public void page(List<LeafReads.FoundEntry> entries, Optional<StoreKey> last, long bytes) {
                cause = "";
                tree.read(
                        page, entries.stream().map(LeafReads.FoundEntry::entry).toList(), last);
                bench.slices().took(Job.TREES, bytes);
                slice.end();
                again();
            }

            @Override
            public void damaged(Located at, Bytes stored, ProtocolException why) {
                bench.outbox().damaged(at, StoreKind.OBJECTS, stored, why);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                slice.end();
                cause = "the tree of " + name.table() + ", partition " + name.partition() + ", can't be worked out: "
                        + code + " " + message;
                tree.readFailed(page);
                bench.calls().at(bench.time().in(RETRY_MILLIS), Trees.this::again);
            }
        });
    }

    private void again() {
        working = false;
        goOn();
    }

    // ---- writes

    @Override
    public void writeBegins(Located at) {
        tree(name(at)).writeBegins(at.storeKey(), shape.leafOf(at.position()));
    }

    @Override
    public void wrote(Located at, Optional<LocalCopy> before, Optional<LocalCopy> after) {
        KeptTree tree = tree(name(at));
        tree.written(
                at.storeKey(),
                shape.leafOf(at.position()),
                before.map(copy -> LeafReads.entry(shape, at, copy)),
                after.map(copy -> LeafReads.entry(shape, at, copy)));
        if (!tree.isKnown()) {
            goOn();
        }
    }

    @Override
    public void writeFailed(Located at) {
        tree(name(at)).writeFailed(at.storeKey(), shape.leafOf(at.position()));
        goOn();
    }

    @Override
    public void damaged(Located at) {
        tree(name(at)).doubt(shape.leafOf(at.position()));
        goOn();
    }

    /** What is known of these leaves may be wrong. */
    void doubt(TreeName place, BitSet leaves) {
        if (wanted.contains(place)) {
            leaves.stream().forEach(tree(place)::doubt);
            goOn();
        }
    }

    private static TreeName name(Located at) {
        return new TreeName(at.table().name(), at.partition());
    }
}
