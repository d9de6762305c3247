package org.armature.node;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.replication.LocalCopy;
import org.armature.replication.ReentryChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Piece;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * This node's data is of a copy made before other nodes removed what was deleted: it confirmed a reap epoch then, and does not
 * know of it. What it holds and another owner lacks may have been deleted since, or may be all that is left of a write; it is
 * no replica any more. It enters anew, as writes of now; and only then this node goes by the epoch.
 */
final class Reentry {
    private static final long RETRY_MILLIS = 2_000;
    private static final int HINTS = 64;
    private static final int HINT_BYTES = 1 << 20;

    private final Workbench bench;
    private final FreshWrites fresh;
    private final Stragglers stragglers;
    private final Set<Integer> underWay = new TreeSet<>();

    Reentry(Workbench bench, FreshWrites fresh, Stragglers stragglers) {
        this.stragglers = stragglers;
        this.bench = bench;
        this.fresh = fresh;
    }

    /** @param settled by which the others go */
    void begin(int partition, long settled) {
        if (underWay.add(partition)) {
            bench.epochs().enters(partition);
            new Run(partition, settled).nextTable();
        }
    }

    private final class Run {
        private final int partition;
        private final long settled;
        private final Queue<TableSpec> tables;
        private Slice slice = Slice.NONE;

        Run(int partition, long settled) {
            this.partition = partition;
            this.settled = settled;
            this.tables = new ArrayDeque<>(bench.view().tables());
        }

        void nextTable() {
            TableSpec table = tables.poll();
            if (table == null) {
                hints();
            } else {
                nextPage(table, new PieceScan(bench, table, whole()));
            }
        }

        /** Then this node goes by the epoch, unless something of before has come meanwhile. */
        private void hints() {
            new HintsAnew(partition, settled, this::last, this::hintsLater).nextStore();
        }

        private void hintsLater() {
            bench.calls().at(bench.time().in(RETRY_MILLIS), this::hints);
        }

        private void last() {
            bench.epochs().raise(partition, settled, 0, new ReapEpochs.Waiter() {
                @Override
                public void kept() {
                    stragglers.before(partition, settled, waitsFor -> {
                        if (waitsFor.isEmpty()) {
                            settle();
                        } else {
                            hintsLater();
                        }
                    });
                }

                @Override
                public void refused(String why) {
                    hintsLater();
                }
            });
        }

        private void settle() {
            bench.epochs().raise(partition, settled, settled, new ReapEpochs.Waiter() {
                @Override
                public void kept() {
                    underWay.remove(partition);
                    bench.epochs().hasEntered(partition);
                }

                @Override
                public void refused(String why) {
                    hintsLater();
                }
            });
        }

        /** From the beginning: what has entered anew by then is what others have as well. */
        private void later() {
            slice.end();
            bench.calls().at(bench.time().in(RETRY_MILLIS), () -> new Run(partition, settled).nextTable());
        }

        private Piece whole() {
            int partitions = bench.view().partitions();
            Optional<Position> end = partition + 1 == partitions
                    ? Optional.empty()
                    : Optional.of(Position.startOf(partition + 1, partitions));
            return new Piece(partition, partition, Position.startOf(partition, partitions), end);
        }

        private void nextPage(TableSpec table, PieceScan scan) {
            bench.slices().ask(Job.REENTRY, given -> {
                slice = given;
                readPage(table, scan);
            });
        }

        private void readPage(TableSpec table, PieceScan scan) {
            scan.next(new PieceScan.Reading() {
                @Override
                public void page(List<PieceScan.Found> records, boolean end) {
                    records.forEach(found ->
                            bench.slices().took(Job.REENTRY, found.stored().length()));
                    Runnable then = () -> pageEnded(table, scan, end);
                    if (records.isEmpty()) {
                        then.run();
                    } else {
                        compare(table, records, then);
                    }
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    later();
                }
            });
        }

        private void pageEnded(TableSpec table, PieceScan scan, boolean end) {
            slice.end();
            if (end) {
                nextTable();
            } else {
                nextPage(table, scan);
            }
        }

        private void compare(TableSpec table, List<PieceScan.Found> records, Runnable then) {
            List<NodeId> others = bench.view().preferenceList(records.get(0).at()).owners().stream()
                    .filter(owner -> !owner.equals(bench.view().self()))
                    .toList();
            if (others.isEmpty()) {
                then.run(); // what nobody else holds has nobody else removed
                return;
            }
            Optional<NodeId> other =
                    others.stream().filter(bench.view().reachable()::contains).findFirst();
            if (other.isEmpty()) {
                later();
                return;
            }
            RecordSender.compare(
                    bench,
                    other.get(),
                    table.name(),
                    partition,
                    records,
                    why -> later(),
                    lacking -> enter(new ArrayDeque<>(lacking), then));
        }

        /** One after the other. */
        private void enter(Queue<PieceScan.Found> lacking, Runnable then) {
            PieceScan.Found found = lacking.poll();
            if (found == null) {
                then.run();
                return;
            }
            Optional<ReentryChange> change =
                    fresh.change(bench.objects().underWay() + bench.hints().underWay());
            if (change.isEmpty()) {
                later();
                return;
            }
            bench.objects().submit(found.at(), change.get(), new RecordTurns.Ending<>() {
                @Override
                public boolean isOfRequest() {
                    return false;
                }

                @Override
                public void done(Optional<LocalCopy> copy, boolean changed) {
                    bench.outbox().count(Counter.KEYS_ENTERED_ANEW);
                    enter(lacking, then);
                }

                @Override
                public void refused(ErrorCode code, String message) {
                    later();
                }

                @Override
                public void failed(ErrorCode code, String message, boolean maybeWritten) {
                    later();
                }
            });
        }
    }

    /** What is kept for others enters anew as well. */
    private final class HintsAnew implements StorageCalls.Waiter {
        private final int partition;
        private final long settled;
        private final Runnable done;
        private final Runnable failed;
        private final Queue<TableSpec> tables;
        private TableSpec table;
        private Optional<StoreKey> after = Optional.empty();
        private Slice slice = Slice.NONE;

        HintsAnew(int partition, long settled, Runnable done, Runnable failed) {
            this.partition = partition;
            this.settled = settled;
            this.done = done;
            this.failed = failed;
            this.tables = new ArrayDeque<>(bench.view().tables());
        }

        void nextStore() {
            table = tables.poll();
            after = Optional.empty();
            if (table == null) {
                done.run();
            } else {
                nextPage();
            }
        }

        private void nextPage() {
            bench.slices().ask(Job.REENTRY, given -> {
                slice = given;
                bench.storage().scanStore(table.name(), StoreKind.HINTS, partition, after, HINTS, HINT_BYTES, this);
            });
        }

        @Override
        public void scanned(List<Event.FoundEntry> entries, boolean end) {
            slice.end();
            for (Event.FoundEntry entry : entries) {
                after = Optional.of(entry.key());
                Optional<ReentryChange> change =
                        fresh.change(bench.objects().underWay() + bench.hints().underWay());
                if (change.isEmpty()) {
                    failed.run();
                    return;
                }
                Key key = new Key(Bytes.wrap(entry.key().key()));
                bench.hints().enterAnew(Located.of(table, key, Position.of(key), partition), change.get(), settled);
            }
            if (end || entries.isEmpty()) {
                nextStore();
            } else {
                nextPage();
            }
        }

        @Override
        public void failed(ErrorCode code, String message) {
            slice.end();
            failed.run();
        }
    }
}
