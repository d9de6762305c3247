package org.armature.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.antientropy.HashTree;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.RepairMessage.KeyedHash;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;

/**
 * One comparison of what this node and another hold both of a partition (Dynamo §4.7): roots, then branches and leaves that
 * differ, then the keys of those leaves, then the records of those keys, which both get merged. A key that differs is looked
 * at once more a little later, since writes under way differ too.
 */
final class Exchange {
    /** So that what is under way to a few keys has the time to arrive. */
    private static final long SETTLING_MILLIS = 500;

    /** Of so many keys most were not being written just now. */
    private static final int MANY = 256;

    private static final int MOST_LEAVES = 256;

    /** Told once how it ended. */
    interface Ending {
        /** @param unlike leaves whose hashes differ, though no key was found to */
        void compared(ExchangeResult result, BitSet unlike);

        void failed(String why);
    }

    private final Workbench bench;
    private final Trees trees;
    private final LeafReads reads;
    private final TableSpec table;
    private final NodeId peer;
    private final RepairMessage.Place place;
    private final CommonLeaves common;
    private final KeyRepair repair;
    private final Ending ending;
    private final BitSet leaves = new BitSet();

    /** Whose hashes differ, though no key has been found to. */
    private final BitSet unlike = new BitSet();

    private final BitSet unlikeBefore;
    private final List<Located> differing = new ArrayList<>();
    private Slice slice = Slice.NONE;
    private boolean stopped;

    /**
     * @param mends whether both get what they lack
     * @param unlikeBefore leaves whose hashes differed the last time, though no key did
     */
    Exchange(
            Workbench bench,
            Trees trees,
            LeafReads reads,
            TableSpec table,
            int partition,
            NodeId peer,
            boolean mends,
            BitSet unlikeBefore,
            Ending ending) {
        this.unlikeBefore = unlikeBefore;
        this.bench = bench;
        this.trees = trees;
        this.reads = reads;
        this.table = table;
        this.peer = peer;
        this.ending = ending;
        this.place = new RepairMessage.Place(
                table.name(), partition, bench.view().epoch(), bench.epochs().settled(partition));
        this.common = CommonLeaves.of(
                bench.view().ownership().destination(),
                trees.shape(),
                partition,
                table.n(),
                bench.view().self(),
                peer);
        this.repair = new KeyRepair(bench, peer, place, mends);
    }

    /** It ends soon, as failed. */
    void stop() {
        stopped = true;
    }

    /** @param first of the slices that it takes */
    void start(Slice first) {
        slice = first;
        Optional<HashTree> tree = trees.known(new TreeName(place.table(), place.partition()));
        if (tree.isEmpty()) {
            fail("its own tree is being worked out");
            return;
        }
        bench.outbox().count(Counter.EXCHANGES);
        leaves.or(common.cut());
        long root = tree.get().root(common.whole());
        ask(
                new RepairMessage.CompareTrees(place, trees.shape().leaves(), root),
                RepairMessage.TreesCompared.class,
                compared -> branches(compared.branches()));
    }

    private <M extends Message> void ask(Message question, Class<M> type, Consumer<M> then) {
        bench.ask(peer, question, type, then, none -> fail(none.toString()));
    }

    private void fail(String why) {
        slice.end();
        ending.failed(why);
    }

    private void branches(List<Long> theirs) {
        List<Integer> other = new ArrayList<>();
        Optional<HashTree> tree = trees.known(new TreeName(place.table(), place.partition()));
        for (int branch = 0; branch < theirs.size() && branch < TreeShape.BRANCHES; branch++) {
            if (tree.isEmpty() || tree.get().branch(branch, common.whole()) != theirs.get(branch)) {
                other.add(branch);
            }
        }
        if (other.isEmpty()) {
            nextLeaves();
            return;
        }
        ask(
                new RepairMessage.LeavesAsked(place, other),
                RepairMessage.LeavesTold.class,
                told -> leaves(other, told.hashes()));
    }

    private void leaves(List<Integer> branches, List<Long> theirs) {
        Optional<HashTree> tree = trees.known(new TreeName(place.table(), place.partition()));
        int ofBranch = trees.shape().leavesOfBranch();
        if (theirs.size() != branches.size() * ofBranch) {
            fail(peer + " told " + theirs.size() + " leaves of " + branches.size() * ofBranch);
            return;
        }
        for (int i = 0; i < theirs.size(); i++) {
            int leaf = branches.get(i / ofBranch) * ofBranch + i % ofBranch;
            if (common.whole().get(leaf) && (tree.isEmpty() || tree.get().leaf(leaf) != theirs.get(i))) {
                leaves.set(leaf);
                unlike.set(leaf);
            }
        }
        nextLeaves();
    }

    // ---- keys of leaves that differ

    private void nextLeaves() {
        slice.end();
        List<Integer> next = leaves.stream().limit(MOST_LEAVES).boxed().toList();
        if (next.isEmpty()) {
            repairRest();
            return;
        }
        next.forEach(leaves::clear);
        new LeafComparison(next).nextPage();
    }

    private void repairRest() {
        if (differing.isEmpty()) {
            ended();
        } else {
            bench.calls().at(bench.time().in(SETTLING_MILLIS), () -> repair(this::ended));
        }
    }

    /** What is being written makes leaves differ for a moment; a tree that is wrong does each time. */
    private void ended() {
        BitSet again = (BitSet) unlike.clone();
        again.and(unlikeBefore);
        if (again.isEmpty()) {
            end(unlike);
            return;
        }
        bench.outbox().count(Counter.LEAVES_DOUBTED, again.cardinality());
        trees.doubt(new TreeName(place.table(), place.partition()), again);
        ask(
                new RepairMessage.LeavesDoubted(place, again.stream().boxed().toList()),
                Message.ReplicaStored.class,
                noted -> end(new BitSet()));
    }

    private void end(BitSet left) {
        slice.end();
        ending.compared(repair.result(), left);
    }

    /** Page by page of what the other has. */
    private final class LeafComparison {
        private final List<Integer> leaves;
        private Optional<Key> behindKey = Optional.empty();
        private final NavigableMap<StoreKey, LeafReads.FoundEntry> own = new TreeMap<>();
        private Optional<StoreKey> ownLast = Optional.empty();
        private boolean ownEnd;

        LeafComparison(List<Integer> leaves) {
            this.leaves = leaves;
        }

        void nextPage() {
            slice.end();
            bench.slices().ask(Job.EXCHANGE, given -> {
                slice = given;
                askForPage();
            });
        }

        private void askForPage() {
            if (stopped) {
                fail("it was stopped");
            } else {
                ask(
                        new RepairMessage.EntriesAsked(place, leaves, behindKey),
                        RepairMessage.EntriesTold.class,
                        this::theirs);
            }
        }

        private void theirs(RepairMessage.EntriesTold told) {
            if (told.entries().isEmpty() && !told.end()) {
                fail(peer + " told no keys, and not that there are none");
                return;
            }
            NavigableMap<StoreKey, KeyedHash> page = new TreeMap<>();
            told.entries().forEach(each -> page.put(at(each.key()).storeKey(), each));
            readOwn(told.end() ? Optional.empty() : Optional.of(page.lastKey()), page);
        }

        /** At least as far as the other's page goes. */
        private void readOwn(Optional<StoreKey> upTo, NavigableMap<StoreKey, KeyedHash> page) {
            boolean isEnough = ownEnd
                    || (upTo.isPresent() && ownLast.isPresent() && ownLast.get().compareTo(upTo.get()) >= 0);
            if (isEnough) {
                compare(upTo, page);
                return;
            }
            BitSet asked = new BitSet();
            leaves.forEach(asked::set);
            LeafReads.Leaves here = new LeafReads.Leaves(table, place.partition(), trees.shape(), asked);
            reads.read(here, ownLast, ExchangeAnswers.PAGE, new LeafReads.Reading() {
                @Override
                public void damaged(Located at, Bytes stored, ProtocolException why) {
                    bench.objects().damaged(at, stored, why);
                }

                @Override
                public void page(List<LeafReads.FoundEntry> entries, Optional<StoreKey> last, long bytes) {
                    entries.forEach(found -> own.put(found.entry().key(), found));
                    ownLast = last;
                    ownEnd = last.isEmpty();
                    readOwn(upTo, page);
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    fail("reading here failed: " + code + " " + message);
                }
            });
        }

        private void compare(Optional<StoreKey> upTo, NavigableMap<StoreKey, KeyedHash> page) {
            NavigableMap<StoreKey, LeafReads.FoundEntry> ofPage =
                    upTo.isPresent() ? own.headMap(upTo.get(), true) : own;
            page.forEach((key, theirs) -> {
                LeafReads.FoundEntry mine = ofPage.get(key);
                if (mine == null || mine.entry().hash() != theirs.hash()) {
                    differs(at(theirs.key()));
                }
            });
            for (Map.Entry<StoreKey, LeafReads.FoundEntry> mine : ofPage.entrySet()) {
                if (!page.containsKey(mine.getKey())) {
                    differs(mine.getValue().at());
                }
            }
            ofPage.clear();
            behindKey = page.isEmpty()
                    ? behindKey
                    : Optional.of(page.lastEntry().getValue().key());
            goOn(upTo.isEmpty());
        }

        private void differs(Located at) {
            unlike.clear(trees.shape().leafOf(at.position()));
            if (bench.view().owns(at)
                    && bench.view().preferenceList(at).owners().contains(peer)) {
                differing.add(at);
            }
        }

        private void goOn(boolean end) {
            slice.end();
            Runnable next = end ? Exchange.this::nextLeaves : this::nextPage;
            if (differing.size() < MANY) {
                next.run();
            } else {
                repair(next);
            }
        }
    }

    private void repair(Runnable then) {
        List<Located> keys = List.copyOf(differing);
        differing.clear();
        repair.start(keys, then, this::fail);
    }

    private Located at(Key key) {
        Position position = Position.of(key);
        return Located.of(table, key, position, place.partition());
    }
}
