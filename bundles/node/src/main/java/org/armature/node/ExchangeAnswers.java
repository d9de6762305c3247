package org.armature.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.armature.antientropy.HashTree;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.RepairMessage.KeyedHash;
import org.armature.protocol.TransferMessage.KeyedRecord;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Answers another owner that compares what it holds with what this node does. */
final class ExchangeAnswers {
    static final int PAGE = 256;
    static final int MAX_KEYS = 256;
    private static final int RECORDS_BYTES = 256 << 10;

    private final Workbench bench;
    private final Trees trees;
    private final LeafReads reads;

    ExchangeAnswers(Workbench bench, Trees trees, LeafReads reads) {
        this.bench = bench;
        this.trees = trees;
        this.reads = reads;
    }

    void on(Event.ExchangeAsked asked) {
        if (!isOfStore(asked.request())) {
            answer(asked, Slice.NONE);
        } else if (!bench.slices().answer(slice -> answer(asked, slice))) {
            bench.outbox().reply(asked.replyTo(), new RepairMessage.NotComparable(Slices.TOO_MANY_ANSWERS));
        }
    }

    /** Trees are in memory. */
    private static boolean isOfStore(RepairMessage.Request request) {
        return request instanceof RepairMessage.EntriesAsked
                || request instanceof RepairMessage.RecordsAsked
                || request instanceof RepairMessage.RepairRecords;
    }

    private void answer(Event.ExchangeAsked asked, Slice slice) {
        RepairMessage.Request request = asked.request();
        Asker asker = new Asker(asked.replyTo(), slice);
        Optional<String> why = notComparable(asked.from(), request.place());
        if (why.isPresent()) {
            asker.reply(new RepairMessage.NotComparable(why.get()));
            return;
        }
        if (isOfOtherEpoch(asker, request.place())) {
            return;
        }
        TableSpec table = bench.view().table(request.place().table()).orElseThrow();
        if (request instanceof RepairMessage.CompareTrees compare) {
            compare(asker, asked.from(), table, compare);
        } else if (request instanceof RepairMessage.LeavesAsked leaves) {
            tellLeaves(asker, leaves);
        } else if (request instanceof RepairMessage.EntriesAsked entries) {
            tellEntries(asker, table, entries);
        } else if (request instanceof RepairMessage.LeavesDoubted doubted) {
            doubt(asker, doubted);
        } else if (request instanceof RepairMessage.RecordsAsked records) {
            new Telling(asker, table, records).next();
        } else if (request instanceof RepairMessage.RepairRecords records) {
            new Merging(asker, records.records().size()).start(table, records);
        } else {
            throw new AssertionError(request);
        }
    }

    /** The answer ends the slice. */
    private final class Asker {
        private final ReplyTo replyTo;
        private final Slice slice;

        Asker(ReplyTo replyTo, Slice slice) {
            this.replyTo = replyTo;
            this.slice = slice;
        }

        void reply(Message message) {
            bench.outbox().reply(replyTo, message);
            slice.end();
        }

        void fail(ErrorCode code, String message) {
            bench.outbox().fail(replyTo, code, Message.Outcome.NOT_DONE, message);
            slice.end();
        }

        void reject(ErrorCode code, String message) {
            bench.outbox().reject(replyTo, code, message);
            slice.end();
        }
    }

    private Optional<String> notComparable(NodeId asker, RepairMessage.Place place) {
        Optional<TableSpec> table = bench.view().table(place.table());
        if (table.isEmpty()) {
            return Optional.of("it has no table " + place.table());
        }
        if (!bench.view().stands() || bench.view().epoch() != place.epoch()) {
            return Optional.of("it goes by ring epoch " + bench.view().epoch()
                    + (bench.view().stands() ? "" : ", which is not settled,") + " and not by " + place.epoch());
        }
        if (place.partition() >= bench.view().partitions()
                || common(asker, table.get(), place.partition()).isNothing()) {
            return Optional.of("it does not own partition " + place.partition() + " together with " + asker);
        }
        return Optional.empty();
    }

    /** Both must have confirmed the same before one takes over what the other holds. */
    private boolean isOfOtherEpoch(Asker asker, RepairMessage.Place place) {
        long settled = bench.epochs().settled(place.partition());
        if (place.reapEpoch() < settled) {
            asker.reply(bench.epochs().stale(place.partition()));
        } else if (place.reapEpoch() > settled) {
            bench.epochs().overtaken(new ReapingMessage.StaleEpoch(place.partition(), place.reapEpoch()));
            String why = "it has come to reap epoch " + settled + ", and not to " + place.reapEpoch();
            asker.reply(new RepairMessage.NotComparable(why));
        }
        return place.reapEpoch() != settled;
    }

    private CommonLeaves common(NodeId other, TableSpec table, int partition) {
        return CommonLeaves.of(
                bench.view().ownership().destination(),
                trees.shape(),
                partition,
                table.n(),
                bench.view().self(),
                other);
    }

    private void compare(Asker asker, NodeId other, TableSpec table, RepairMessage.CompareTrees compare) {
        if (compare.leaves() != trees.shape().leaves()) {
            String why = "it divides a partition into " + trees.shape().leaves() + " leaves, not " + compare.leaves();
            asker.reply(new RepairMessage.NotComparable(why));
            return;
        }
        known(asker, compare.place()).ifPresent(tree -> {
            CommonLeaves common = common(other, table, compare.place().partition());
            boolean isEqual = tree.root(common.whole()) == compare.root();
            asker.reply(new RepairMessage.TreesCompared(isEqual ? List.of() : tree.branches(common.whole())));
        });
    }

    private Optional<HashTree> known(Asker asker, RepairMessage.Place place) {
        Optional<HashTree> tree = trees.known(new TreeName(place.table(), place.partition()));
        if (tree.isEmpty()) {
            asker.reply(new RepairMessage.NotComparable("its tree is being worked out"));
        }
        return tree;
    }

    private void tellLeaves(Asker asker, RepairMessage.LeavesAsked asked) {
        known(asker, asked.place()).ifPresent(tree -> {
            List<Long> hashes = new ArrayList<>();
            int leaves = trees.shape().leavesOfBranch();
            for (int branch : asked.branches()) {
                for (int leaf = branch * leaves; branch < TreeShape.BRANCHES && leaf < (branch + 1) * leaves; leaf++) {
                    hashes.add(tree.leaf(leaf));
                }
            }
            asker.reply(new RepairMessage.LeavesTold(hashes));
        });
    }

    private void tellEntries(Asker asker, TableSpec table, RepairMessage.EntriesAsked asked) {
        Optional<BitSet> wished = leaves(asker, asked.leaves());
        if (wished.isEmpty()) {
            return;
        }
        LeafReads.Leaves leaves = new LeafReads.Leaves(table, asked.place().partition(), trees.shape(), wished.get());
        Optional<StoreKey> behind = asked.behind().map(key -> at(table, key).storeKey());
        reads.read(leaves, behind, PAGE, new LeafReads.Reading() {
            @Override
            public void damaged(Located at, Bytes stored, ProtocolException why) {
                bench.objects().damaged(at, stored, why);
            }

            @Override
            public void page(List<LeafReads.FoundEntry> entries, Optional<StoreKey> last, long bytes) {
                bench.slices().answered(bytes);
                if (entries.isEmpty() && last.isPresent()) {
                    reads.read(leaves, last, PAGE, this);
                    return;
                }
                List<KeyedHash> told = entries.stream()
                        .map(found ->
                                new KeyedHash(found.at().key(), found.entry().hash()))
                        .toList();
                asker.reply(new RepairMessage.EntriesTold(told, last.isEmpty()));
            }

            @Override
            public void failed(ErrorCode code, String message) {
                asker.fail(code, message);
            }
        });
    }

    private void doubt(Asker asker, RepairMessage.LeavesDoubted doubted) {
        leaves(asker, doubted.leaves()).ifPresent(leaves -> {
            trees.doubt(new TreeName(doubted.place().table(), doubted.place().partition()), leaves);
            asker.reply(new Message.ReplicaStored());
        });
    }

    private Optional<BitSet> leaves(Asker asker, List<Integer> numbers) {
        BitSet leaves = new BitSet();
        numbers.forEach(leaves::set);
        if (leaves.length() <= trees.shape().leaves()) {
            return Optional.of(leaves);
        }
        String why = "leaf " + (leaves.length() - 1) + " of " + trees.shape().leaves();
        asker.reject(ErrorCode.BAD_REQUEST, why);
        return Optional.empty();
    }

    private Located at(TableSpec table, Key key) {
        Position position = Position.of(key);
        return Located.of(
                table, key, position, position.partitionOf(bench.view().partitions()));
    }

    /** One record after the other, as many as fit. */
    private final class Telling implements RecordReads.Reading {
        private final Asker asker;
        private final TableSpec table;
        private final RepairMessage.RecordsAsked asked;
        private final List<Key> keys;
        private final List<KeyedRecord> records = new ArrayList<>();
        private int looked;
        private long bytes;

        Telling(Asker asker, TableSpec table, RepairMessage.RecordsAsked asked) {
            this.asker = asker;
            this.table = table;
            this.asked = asked;
            this.keys = asked.keys();
        }

        void next() {
            if (looked == Math.min(MAX_KEYS, keys.size()) || bytes >= RECORDS_BYTES) {
                asker.reply(new RepairMessage.RecordsTold(
                        looked, records, asked.place().reapEpoch()));
            } else {
                bench.reads().read(at(table, keys.get(looked)), StoreKind.OBJECTS, this);
            }
        }

        @Override
        public void found(Optional<Bytes> record) {
            record.ifPresent(there -> {
                records.add(new KeyedRecord(keys.get(looked), there));
                bytes += there.length();
                bench.slices().answered(there.length());
            });
            looked++;
            next();
        }

        /** A damaged copy is none. */
        @Override
        public void failed(ErrorCode code, String message) {
            if (code == ErrorCode.RECORD_CORRUPT) {
                found(Optional.empty());
            } else {
                asker.fail(code, message);
            }
        }
    }

    private final class Merging implements RecordTurns.Ending<LocalCopy> {
        private final Asker asker;
        private int open;
        private Optional<Message> failure = Optional.empty();

        Merging(Asker asker, int records) {
            this.asker = asker;
            this.open = records;
        }

        void start(TableSpec table, RepairMessage.RepairRecords repair) {
            if (open == 0) {
                asker.reply(new Message.ReplicaStored());
            }
            for (KeyedRecord each : repair.records()) {
                bench.slices().answered(each.record().length());
                Located at = at(table, each.key());
                if (at.partition() == repair.place().partition() && bench.view().owns(at)) {
                    bench.objects()
                            .submit(
                                    at,
                                    bench.epochs()
                                            .guard(
                                                    at.partition(),
                                                    repair.place().reapEpoch(),
                                                    new MergeChange(
                                                            each.record(),
                                                            table.reconciliation(),
                                                            bench.time().wallMillis())),
                                    this);
                } else {
                    refused(ErrorCode.NOT_OWNER, bench.view().self() + " does not own " + at);
                }
            }
        }

        @Override
        public boolean isOfRequest() {
            return false;
        }

        @Override
        public void done(Optional<LocalCopy> copy, boolean changed) {
            if (changed) {
                bench.outbox().count(Counter.KEYS_REPAIRED);
            }
            ended();
        }

        @Override
        public void refused(ErrorCode code, String message) {
            failure = Optional.of(new Message.Failure(code, Message.Outcome.NOT_DONE, message));
            ended();
        }

        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            failure = Optional.of(new Message.Failure(
                    code, maybeWritten ? Message.Outcome.UNKNOWN : Message.Outcome.NOT_DONE, message));
            ended();
        }

        private void ended() {
            open--;
            if (open == 0) {
                asker.reply(failure.orElseGet(Message.ReplicaStored::new));
            }
        }
    }
}
