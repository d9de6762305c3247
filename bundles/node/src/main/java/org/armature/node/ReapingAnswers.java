package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.armature.antientropy.EntryHash;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.ReapingMessage.Reaping;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RepairMessage.KeyedHash;
import org.armature.replication.LocalCopy;
import org.armature.replication.RecordChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKind;

/** A member's and an owner's part in the removal of deleted data, whoever leads it. */
final class ReapingAnswers {
    private static final String VERIFIES = "it verifies its own data";

    private final Workbench bench;
    private final Doubts doubts;
    private final Stragglers stragglers;
    private final Reentry reentry;

    ReapingAnswers(Workbench bench, Doubts doubts, Stragglers stragglers, Reentry reentry) {
        this.bench = bench;
        this.doubts = doubts;
        this.stragglers = stragglers;
        this.reentry = reentry;
        bench.epochs().tell(this::catchUp);
    }

    void on(Event.ReapingAsked asked) {
        ReapingMessage.Request request = asked.request();
        ReplyTo leader = asked.replyTo();
        Consumer<String> failed =
                why -> bench.outbox().fail(leader, ErrorCode.WRONG_EPOCH, Message.Outcome.NOT_DONE, why);
        if (request instanceof ReapingMessage.RaiseEpoch raise) {
            Consumer<String> told = why -> bench.outbox().reply(leader, new ReapingMessage.EpochRaised(why));
            otherRing(raise.ringEpoch()).ifPresentOrElse(told, () -> raise(raise, told));
        } else if (request instanceof ReapingMessage.HeldAsked held) {
            held(held, numbers -> bench.outbox().reply(leader, new ReapingMessage.HeldAlike(numbers)), failed);
        } else if (request instanceof ReapingMessage.Reap reap) {
            reap(reap, numbers -> bench.outbox().reply(leader, new ReapingMessage.Reaped(numbers)), failed);
        } else {
            throw new AssertionError(request);
        }
    }

    private Optional<String> otherRing(long ringEpoch) {
        return bench.view().stands() && bench.view().epoch() == ringEpoch
                ? Optional.empty()
                : Optional.of("it goes by ring epoch " + bench.view().epoch()
                        + (bench.view().stands() ? "" : ", which is not settled,") + " and not by " + ringEpoch);
    }

    // ---- epochs

    /** @param told what is waited for; empty if nothing is, and that survives a crash */
    void raise(ReapingMessage.RaiseEpoch raise, Consumer<String> told) {
        int partition = raise.partition();
        if (bench.epochs().isBehind(partition, raise.settled())) {
            reentry.begin(partition, raise.settled());
            told.accept("its data is older than what was removed since");
            return;
        }
        if (doubts.containAnyOf(partition)) {
            told.accept(VERIFIES); // it may have lost since what the others compared with it
            return;
        }
        bench.epochs().raise(partition, raise.raised(), 0, new Kept(kept -> {}));
        stragglers.before(partition, raise.raised(), waitsFor -> {
            if (waitsFor.isEmpty()) {
                bench.epochs().raise(partition, raise.raised(), raise.settled(), new Kept(told));
            } else {
                told.accept(waitsFor);
            }
        });
    }

    /** Others go by a later epoch: this node was not there when they came to it, or is about to be told. */
    private void catchUp(int partition, long settled) {
        if (bench.epochs().isBehind(partition, settled)) {
            reentry.begin(partition, settled);
        } else {
            stragglers.before(partition, settled, waitsFor -> {
                if (waitsFor.isEmpty()) {
                    bench.epochs().raise(partition, settled, settled, new Kept(kept -> {}));
                }
            });
        }
    }

    private record Kept(Consumer<String> told) implements ReapEpochs.Waiter {
        @Override
        public void kept() {
            told.accept("");
        }

        @Override
        public void refused(String why) {
            told.accept("it can't remember the epoch: " + why);
        }
    }

    // ---- what is held

    /** What is looked at or changed for a leader: its answer ends the slice. */
    private interface InSlice {
        void begin(Consumer<List<Integer>> told, Consumer<String> failed);
    }

    private void inSlice(InSlice work, Consumer<List<Integer>> told, Consumer<String> failed) {
        boolean begins = bench.slices()
                .answer(slice -> work.begin(
                        numbers -> {
                            slice.end();
                            told.accept(numbers);
                        },
                        why -> {
                            slice.end();
                            failed.accept(why);
                        }));
        if (!begins) {
            failed.accept(Slices.TOO_MANY_ANSWERS);
        }
    }

    /** @param told of which this is so, and survives a power loss */
    void held(ReapingMessage.HeldAsked asked, Consumer<List<Integer>> told, Consumer<String> failed) {
        inSlice((held, not) -> look(asked, held, not), told, failed);
    }

    private void look(ReapingMessage.HeldAsked asked, Consumer<List<Integer>> told, Consumer<String> failed) {
        Optional<TableSpec> table = bench.view().table(asked.table());
        Optional<String> other = otherRing(asked.ringEpoch());
        if (other.isPresent() || table.isEmpty()) {
            failed.accept(other.orElse("it has no table " + asked.table()));
        } else if (doubts.contains(new TreeName(asked.table(), asked.partition()))) {
            failed.accept(VERIFIES);
        } else {
            new Looking(table.get(), asked.keys(), numbers -> sync(table.get(), numbers, told, failed), failed).next();
        }
    }

    private void sync(TableSpec table, List<Integer> numbers, Consumer<List<Integer>> told, Consumer<String> failed) {
        if (numbers.isEmpty()) {
            told.accept(numbers);
            return;
        }
        bench.storage().sync(table.name(), new StorageCalls.Waiter() {
            @Override
            public void written() {
                told.accept(numbers);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                failed.accept(code + " " + message);
            }
        });
    }

    private final class Looking implements RecordReads.Reading {
        private final TableSpec table;
        private final List<KeyedHash> keys;
        private final Consumer<List<Integer>> told;
        private final Consumer<String> failed;
        private final List<Integer> alike = new ArrayList<>();
        private int number;

        Looking(TableSpec table, List<KeyedHash> keys, Consumer<List<Integer>> told, Consumer<String> failed) {
            this.table = table;
            this.keys = keys;
            this.told = told;
            this.failed = failed;
        }

        void next() {
            if (number == keys.size()) {
                told.accept(alike);
            } else {
                bench.reads().read(at(table, keys.get(number).key()), StoreKind.OBJECTS, this);
            }
        }

        @Override
        public void found(Optional<Bytes> record) {
            Located at = at(table, keys.get(number).key());
            record.ifPresent(there -> bench.slices().answered(there.length()));
            if (record.isPresent() && bench.view().owns(at) && isAlike(at, record.get())) {
                alike.add(number);
            }
            number++;
            next();
        }

        private boolean isAlike(Located at, Bytes record) {
            try {
                return EntryHash.of(at.position(), RecordCodec.decode(record))
                        == keys.get(number).hash();
            } catch (ProtocolException damaged) {
                return false;
            }
        }

        @Override
        public void failed(ErrorCode code, String message) {
            if (code == ErrorCode.RECORD_CORRUPT) {
                found(Optional.empty());
            } else {
                failed.accept(code + " " + message);
            }
        }
    }

    private Located at(TableSpec table, Key key) {
        Position position = Position.of(key);
        return Located.of(
                table, key, position, position.partitionOf(bench.view().partitions()));
    }

    // ---- removal

    void reap(ReapingMessage.Reap reap, Consumer<List<Integer>> told, Consumer<String> failed) {
        inSlice((reaped, not) -> remove(reap, reaped, not), told, failed);
    }

    private void remove(ReapingMessage.Reap reap, Consumer<List<Integer>> told, Consumer<String> failed) {
        Optional<TableSpec> table = bench.view().table(reap.table());
        Optional<String> other = otherRing(reap.ringEpoch());
        if (other.isPresent() || table.isEmpty()) {
            failed.accept(other.orElse("it has no table " + reap.table()));
        } else if (bench.epochs().settled(reap.partition()) < reap.settled()) {
            failed.accept("it has not come to reap epoch " + reap.settled());
        } else if (reap.keys().isEmpty()) {
            told.accept(List.of());
        } else {
            new Removing(table.get(), reap.keys(), told).start();
        }
    }

    private final class Removing {
        private final TableSpec table;
        private final List<Reaping> keys;
        private final Consumer<List<Integer>> told;
        private final TreeSet<Integer> done = new TreeSet<>();
        private int open;

        Removing(TableSpec table, List<Reaping> keys, Consumer<List<Integer>> told) {
            this.table = table;
            this.keys = keys;
            this.told = told;
            this.open = keys.size();
        }

        void start() {
            for (int number = 0; number < keys.size(); number++) {
                Located at = at(table, keys.get(number).key());
                OfKey ofKey = new OfKey(at, keys.get(number), number);
                bench.objects().submit(at, ofKey, ofKey);
            }
        }

        private final class OfKey implements RecordChange<LocalCopy>, RecordTurns.Ending<LocalCopy> {
            private final Located at;
            private final Reaping reaping;
            private final int number;

            OfKey(Located at, Reaping reaping, int number) {
                this.at = at;
                this.reaping = reaping;
                this.number = number;
            }

            @Override
            public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
                if (found.isEmpty() || !mayGo(found.get().set())) {
                    return new Keep<>();
                }
                if (reaping.isRemoval()) {
                    note(found.get().set());
                    return new Remove<>();
                }
                return new Store<>(found.get().forgetting(reaping.dropped()));
            }

            /** As it was compared, by an owner, in a ring that stands; and dead by this node's clock, too. */
            private boolean mayGo(VersionSet set) {
                boolean goes = reaping.isRemoval()
                        ? Dead.isDead(set, bench.time().wallMillis())
                        : set.mayForget(reaping.dropped(), bench.time().wallMillis());
                return goes
                        && bench.view().stands()
                        && bench.view().owns(at)
                        && EntryHash.of(at.position(), set) == reaping.hash();
            }

            @Override
            public boolean isOfRequest() {
                return false;
            }

            @Override
            public void done(Optional<LocalCopy> copy, boolean changed) {
                if (changed) {
                    bench.outbox().count(reaping.isRemoval() ? Counter.KEYS_REAPED : Counter.VECTORS_PRUNED);
                }
                if (changed || (copy.isEmpty() && reaping.isRemoval())) {
                    done.add(number);
                }
                ended();
            }

            private void note(VersionSet removed) {
                List<RequestId> deletes = removed.versions().stream()
                        .filter(Version::isTombstone)
                        .map(Version::request)
                        .toList();
                if (!deletes.isEmpty()) {
                    bench.outbox()
                            .add(new Effect.NoteReaped(
                                    table.name(),
                                    at.key(),
                                    deletes,
                                    bench.time().wallMillis()));
                }
            }

            @Override
            public void refused(ErrorCode code, String message) {
                ended();
            }

            /** The next round meets it again. */
            @Override
            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                ended();
            }
        }

        private void ended() {
            open--;
            if (open == 0) {
                told.accept(List.copyOf(done));
            }
        }
    }
}
