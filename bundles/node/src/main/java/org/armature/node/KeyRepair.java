package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage.KeyedRecord;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.RecordChange;

/** Brings two owners to hold the same of keys that seem to differ, or finds out whether they do. */
final class KeyRepair {
    private final Workbench bench;
    private final NodeId peer;
    private final RepairMessage.Place place;
    private final boolean mends;
    private ExchangeResult result = ExchangeResult.NOTHING;

    KeyRepair(Workbench bench, NodeId peer, RepairMessage.Place place, boolean mends) {
        this.bench = bench;
        this.peer = peer;
        this.place = place;
        this.mends = mends;
    }

    ExchangeResult result() {
        return result;
    }

    /** Exactly one of the two is called, once. */
    void start(List<Located> keys, Runnable done, Consumer<String> failed) {
        new Run(keys, done, failed).next();
    }

    private final class Run {
        private final List<Located> keys;
        private final Runnable done;
        private final Consumer<String> failed;
        private int first;
        private Slice slice = Slice.NONE;

        Run(List<Located> keys, Runnable done, Consumer<String> failed) {
            this.keys = keys;
            this.done = done;
            this.failed = failed;
        }

        void next() {
            if (first == keys.size()) {
                done.run();
            } else {
                bench.slices().ask(Job.EXCHANGE, given -> {
                    slice = given;
                    nextBatch();
                });
            }
        }

        private void nextBatch() {
            List<Located> batch = keys.subList(first, Math.min(keys.size(), first + ExchangeAnswers.MAX_KEYS));
            bench.ask(
                    peer,
                    new RepairMessage.RecordsAsked(
                            place, batch.stream().map(Located::key).toList()),
                    RepairMessage.RecordsTold.class,
                    told -> told(batch, told),
                    none -> fail(none.toString()));
        }

        void fail(String why) {
            slice.end();
            failed.accept(why);
        }

        private void told(List<Located> batch, RepairMessage.RecordsTold told) {
            if (told.keys() < 1 || told.keys() > batch.size()) {
                fail(peer + " looked at " + told.keys() + " of " + batch.size() + " keys");
                return;
            }
            first += told.keys();
            Map<Key, Bytes> theirs = new TreeMap<>();
            long bytes = 0;
            for (KeyedRecord each : told.records()) {
                theirs.put(each.key(), each.record());
                bytes += each.record().length();
            }
            bench.slices().took(Job.EXCHANGE, bytes);
            result = result.plus(new ExchangeResult(0, List.of(), 0, bytes));
            new Batch(this, batch.subList(0, told.keys()), theirs).start();
        }
    }

    /** Keys whose records the other has told. */
    private final class Batch {
        private final Run run;
        private final List<Located> keys;
        private final Map<Key, Bytes> theirs;
        private final List<KeyedRecord> lacking = new ArrayList<>();
        private int open;
        private long mended;
        private Optional<String> failure = Optional.empty();

        Batch(Run run, List<Located> keys, Map<Key, Bytes> theirs) {
            this.run = run;
            this.keys = keys;
            this.theirs = theirs;
        }

        void start() {
            open = keys.size();
            for (Located at : keys) {
                bench.objects().submit(at, change(at), new OfKey(at));
            }
        }

        private RecordChange<LocalCopy> change(Located at) {
            Bytes record = theirs.get(at.key());
            return record == null || !mends
                    ? copy -> new RecordChange.Keep<>()
                    : bench.epochs()
                            .guard(
                                    at.partition(),
                                    place.reapEpoch(),
                                    new MergeChange(
                                            record,
                                            at.table().reconciliation(),
                                            bench.time().wallMillis()));
        }

        private final class OfKey implements RecordTurns.Ending<LocalCopy> {
            private final Located at;

            OfKey(Located at) {
                this.at = at;
            }

            @Override
            public boolean isOfRequest() {
                return false;
            }

            @Override
            public void done(Optional<LocalCopy> copy, boolean changed) {
                boolean lacks = copy.isPresent() && !agrees(copy.get());
                if (changed || lacks || (copy.isEmpty() && theirs.containsKey(at.key()))) {
                    bench.outbox().count(Counter.KEYS_DIFFERED);
                    result = result.plus(new ExchangeResult(1, List.of(at.key()), 0, 0));
                    mended++;
                }
                if (changed) {
                    bench.outbox().count(Counter.KEYS_REPAIRED);
                }
                if (lacks && mends) {
                    lacking.add(new KeyedRecord(at.key(), copy.get().encoded()));
                }
                ended();
            }

            private boolean agrees(LocalCopy copy) {
                Bytes record = theirs.get(at.key());
                if (record == null) {
                    return false;
                }
                try {
                    VersionSet set = RecordCodec.decode(record);
                    return set.agreesWith(copy.set());
                } catch (ProtocolException damaged) {
                    return false;
                }
            }

            @Override
            public void refused(ErrorCode code, String message) {
                failed(code, message, false);
            }

            @Override
            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                failure = Optional.of(at + ": " + code + " " + message);
                ended();
            }
        }

        private void ended() {
            open--;
            if (open > 0) {
                return;
            }
            if (lacking.isEmpty()) {
                repaired();
            } else {
                send();
            }
        }

        private void send() {
            long bytes =
                    lacking.stream().mapToLong(each -> each.record().length()).sum();
            bench.slices().took(Job.EXCHANGE, bytes);
            bench.ask(
                    peer,
                    new RepairMessage.RepairRecords(place, lacking),
                    Message.ReplicaStored.class,
                    stored -> {
                        result = result.plus(new ExchangeResult(0, List.of(), 0, bytes));
                        repaired();
                    },
                    none -> run.fail(none.toString()));
        }

        private void repaired() {
            if (failure.isPresent()) {
                run.fail(failure.get());
                return;
            }
            result = result.plus(new ExchangeResult(0, List.of(), mends ? mended : 0, 0));
            run.slice.end();
            run.next();
        }
    }
}
