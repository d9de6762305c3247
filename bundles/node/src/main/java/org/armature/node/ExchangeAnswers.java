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
        RepairMessage.Request request = asked.request();
        ReplyTo asker = asked.replyTo();
        Optional<String> why = notComparable(asked.from(), request.place());
        if (why.isPresent()) {
            bench.outbox().reply(asker, new RepairMessage.NotComparable(why.get()));
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
    private boolean isOfOtherEpoch(ReplyTo asker, RepairMessage.Place place) {
        long settled = bench.epochs().settled(place.partition());
        if (place.reapEpoch() < settled) {
            bench.outbox().reply(asker, bench.epochs().stale(place.partition()));
        } else if (place.reapEpoch() > settled) {
            bench.epochs().overtaken(new ReapingMessage.StaleEpoch(place.partition(), place.reapEpoch()));
            String why = "it has come to reap epoch " + settled + ", and not to " + place.reapEpoch();
            bench.outbox().reply(asker, new RepairMessage.NotComparable(why));
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

    private void compare(ReplyTo asker, NodeId other, TableSpec table, RepairMessage.CompareTrees compare) {
        if (compare.leaves() != trees.shape().leaves()) {
            String why = "it divides a partition into " + trees.shape().leaves() + " leaves, not " + compare.leaves();
            bench.outbox().reply(asker, new RepairMessage.NotComparable(why));
            return;
        }
        known(asker, compare.place()).ifPresent(tree -> {
            CommonLeaves common = common(other, table, compare.place().partition());
            boolean isEqual = tree.root(common.whole()) == compare.root();
            bench.outbox()
                    .reply(asker, new RepairMessage.TreesCompared(isEqual ? List.of() : tree.branches(common.whole())));
        });
    }

    private Optional<HashTree> known(ReplyTo asker, RepairMessage.Place place) {
        Optional<HashTree> tree = trees.known(new TreeName(place.table(), place.partition()));
        if (tree.isEmpty()) {
            bench.outbox().reply(asker, new RepairMessage.NotComparable("its tree is being worked out"));
        }
        return tree;
    }

    private void tellLeaves(ReplyTo asker, RepairMessage.LeavesAsked asked) {
        known(asker, asked.place()).ifPresent(tree -> {
            List<Long> hashes = new ArrayList<>();
            int leaves = trees.shape().leavesOfBranch();
            for (int branch : asked.branches()) {
                for (int leaf = branch * leaves; branch < TreeShape.BRANCHES && leaf < (branch + 1) * leaves; leaf++) {
                    hashes.add(tree.leaf(leaf));
                }
            }
            bench.outbox().reply(asker, new RepairMessage.LeavesTold(hashes));
        });
    }

    private void tellEntries(ReplyTo asker, TableSpec table, RepairMessage.EntriesAsked asked) {
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
                if (entries.isEmpty() && last.isPresent()) {
                    reads.read(leaves, last, PAGE, this);
                    return;
                }
                List<KeyedHash> told = entries.stream()
                        .map(found ->
                                new KeyedHash(found.at().key(), found.entry().hash()))
                        .toList();
                bench.outbox().reply(asker, new RepairMessage.EntriesTold(told, last.isEmpty()));
            }

            @Override
            public void failed(ErrorCode code, String message) {
                bench.outbox().fail(asker, code, Message.Outcome.NOT_DONE, message);
            }
        });
    }

    private void doubt(ReplyTo asker, RepairMessage.LeavesDoubted doubted) {
        leaves(asker, doubted.leaves()).ifPresent(leaves -> {
            trees.doubt(new TreeName(doubted.place().table(), doubted.place().partition()), leaves);
            bench.outbox().reply(asker, new Message.ReplicaStored());
        });
    }

    private Optional<BitSet> leaves(ReplyTo asker, List<Integer> numbers) {
        BitSet leaves = new BitSet();
        numbers.forEach(leaves::set);
        if (leaves.length() <= trees.shape().leaves()) {
            return Optional.of(leaves);
        }
        String why = "leaf " + (leaves.length() - 1) + " of " + trees.shape().leaves();
        bench.outbox().reject(asker, ErrorCode.BAD_REQUEST, why);
        return Optional.empty();
    }

    private Located at(TableSpec table, Key key) {
        Position position = Position.of(key);
        return Located.of(
                table, key, position, position.partitionOf(bench.view().partitions()));
    }

    /** One record after the other, as many as fit. */
    private final class Telling implements RecordReads.Reading {
        private final ReplyTo asker;
        private final TableSpec table;
        private final RepairMessage.RecordsAsked asked;
        private final List<Key> keys;
        private final List<KeyedRecord> records = new ArrayList<>();
        private int looked;
        private long bytes;

        Telling(ReplyTo asker, TableSpec table, RepairMessage.RecordsAsked asked) {
            this.asker = asker;
            this.table = table;
            this.asked = asked;
            this.keys = asked.keys();
        }

        void next() {
            if (looked == Math.min(MAX_KEYS, keys.size()) || bytes >= RECORDS_BYTES) {
                bench.outbox()
                        .reply(
                                asker,
                                new RepairMessage.RecordsTold(
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
                bench.outbox().fail(asker, code, Message.Outcome.NOT_DONE, message);
            }
        }
    }

    private final class Merging implements RecordTurns.Ending<LocalCopy> {
        private final ReplyTo asker;
        private int open;
        private Optional<Message> failure = Optional.empty();

        Merging(ReplyTo asker, int records) {
            this.asker = asker;
            this.open = records;
        }

        void start(TableSpec table, RepairMessage.RepairRecords repair) {
            if (open == 0) {
                bench.outbox().reply(asker, new Message.ReplicaStored());
            }
            for (KeyedRecord each : repair.records()) {
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
                bench.outbox().reply(asker, failure.orElseGet(Message.ReplicaStored::new));
            }
        }
    }
}
