package org.armature.node;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.replication.HintCopy;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.Reconciliation;
import org.armature.replication.RecordChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Piece;
import org.armature.ring.Position;
import org.armature.storage.StoreKind;

/**
 * Copies this node holds of keys whose places are with others now. Only when the ring stands, so every member has
 * acknowledged it, they are compared once more with an owner, which is sent what it lacks; then they are removed, key by
 * key. What is found by looking at the stores is found again after a crash. A node that was removed keeps what it has:
 * nobody compares with it.
 */
final class Leftovers {
    private static final long RETRY_MILLIS = 5_000;

    /** A partition of a table with copies that may be leftovers. */
    private record Place(TableSpec table, int partition, long entries, long bytes) {}

    private final Workbench bench;
    private final Queue<Place> places = new ArrayDeque<>();
    private Optional<PieceScan> scan = Optional.empty();
    private Slice slice = Slice.NONE;
    private boolean asks;
    private boolean looking;
    private boolean again;
    private boolean waiting;
    private boolean paused;
    private boolean held;
    private long keysLooked;
    private long bytesLooked;
    private boolean placeEnds;
    private long keysOfPlace;
    private long bytesOfPlace;
    private long keysPutOff;
    private long bytesPutOff;
    private String cause = "";

    /** Tables of which copies were removed that a power loss could bring back. */
    private final Set<TableName> removed = new TreeSet<>();

    private boolean left;

    /** In which ring there are none, as the last look has found. */
    private long noneInEpoch = -1;

    Leftovers(Workbench bench) {
        this.bench = bench;
    }

    /** To be called when stores are open and whenever the ring has changed. */
    void look() {
        if (!stands() || bench.view().isGone()) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        again = false;
        left = false;
        noneInEpoch = -1;
        bench.storage().listStores(StoreKind.OBJECTS, new StorageCalls.Waiter() {
            @Override
            public void listed(List<Event.FoundStore> stores) {
                stores.forEach(Leftovers.this::consider);
                keysPutOff = 0;
                bytesPutOff = 0;
                nextPage();
            }

            @Override
            public void failed(ErrorCode code, String message) {
                startOver("its stores can't be listed: " + code + " " + message);
            }
        });
    }

    /** Before the next page. */
    void pause(boolean pauses) {
        paused = pauses;
        if (held && !paused) {
            held = false;
            nextPage();
        }
    }

    LeftoverReport report() {
        return new LeftoverReport(keysLooked, keysLeft(), bytesLooked, bytesLeft(), cause);
    }

    private long keysLeft() {
        long all = places.stream().mapToLong(Place::entries).sum();
        return places.isEmpty() ? keysPutOff : Math.max(1, all - keysOfPlace);
    }

    private long bytesLeft() {
        long all = places.stream().mapToLong(Place::bytes).sum();
        return places.isEmpty() ? bytesPutOff : Math.max(0, all - bytesOfPlace);
    }

    private boolean stands() {
        return bench.view().stands();
    }

    private void consider(Event.FoundStore store) {
        bench.view()
                .table(store.table())
                .filter(table -> store.entries() > 0 && !ownsAll(table, store.partition()))
                .ifPresent(table -> places.add(new Place(table, store.partition(), store.entries(), store.bytes())));
    }

    private boolean ownsAll(TableSpec table, int partition) {
        return bench.view().ownership().destination().ownersWithin(partition, table.n()).stream()
                .allMatch(owners -> owners.contains(bench.view().self()));
    }

    /** @param why as a sentence */
    private void startOver(String why) {
        if (bench.view().isGone()) {
            end();
            return;
        }
        cause = why;
        keysPutOff = keysLeft();
        bytesPutOff = bytesLeft();
        clear();
        lookLater();
    }

    private void end() {
        clear();
        cause = "";
        keysPutOff = 0;
        bytesPutOff = 0;
    }

    private void clear() {
        slice.end();
        places.clear();
        endPlace();
        looking = false;
    }

    private void endPlace() {
        scan = Optional.empty();
        placeEnds = false;
        keysOfPlace = 0;
        bytesOfPlace = 0;
    }

    /** That they are gone survives a power loss before anybody is told. */
    private void remember(long epoch) {
        Optional<TableName> table = removed.stream().findFirst();
        if (table.isEmpty()) {
            noneInEpoch = epoch;
            return;
        }
        removed.remove(table.get());
        bench.storage().sync(table.get(), new StorageCalls.Waiter() {
            @Override
            public void written() {
                if (!looking) {
                    remember(epoch);
                }
            }

            @Override
            public void failed(ErrorCode code, String message) {
                removed.add(table.get());
                lookLater();
            }
        });
    }

    /** Whether no copy is here, by the ring as it is now, that is not this node's to hold. */
    boolean areGone() {
        return stands() && !looking && noneInEpoch == bench.view().epoch();
    }

    private void lookLater() {
        if (!waiting) {
            waiting = true;
            bench.calls().at(bench.time().in(RETRY_MILLIS), () -> {
                waiting = false;
                look();
            });
        }
    }

    private void nextPage() {
        slice.end();
        if (places.isEmpty() || !stands()) {
            readPage();
        } else if (paused) {
            held = true;
        } else if (!asks) {
            asks = true;
            bench.slices().ask(Job.LEFTOVERS, given -> {
                asks = false;
                slice = given;
                readPage();
            });
        }
    }

    private void readPage() {
        Place place = places.peek();
        if (place == null || !stands()) {
            boolean complete = stands() && !left;
            end();
            if (again) {
                look();
            } else if (left) {
                lookLater();
            } else if (complete) {
                remember(bench.view().epoch());
            }
            return;
        }
        if (paused) {
            slice.end();
            held = true;
            return;
        }
        if (scan.isEmpty()) {
            scan = Optional.of(new PieceScan(bench, place.table(), whole(place.partition())));
        }
        scan.get().next(new PieceScan.Reading() {
            @Override
            public void damaged(Located at) {
                drop(at);
            }

            @Override
            public void page(List<PieceScan.Found> records, boolean end) {
                count(records);
                placeEnds = end;
                List<PieceScan.Found> left = records.stream()
                        .filter(found -> !bench.view().ownsNow(found.at()))
                        .toList();
                compare(place, left);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                startOver(place.table().name() + ", partition " + place.partition() + ", can't be read: " + code + " "
                        + message);
            }
        });
    }

    private void count(List<PieceScan.Found> records) {
        long bytes = records.stream()
                .mapToLong(found ->
                        found.stored().length() + found.at().key().bytes().length())
                .sum();
        keysLooked += records.size();
        bytesLooked += bytes;
        keysOfPlace += records.size();
        bytesOfPlace += bytes;
    }

    /** What can't be read any more holds nothing that an owner could lack. */
    private void drop(Located at) {
        bench.objects()
                .submit(
                        at,
                        copy -> copy.isEmpty() && mayGo(at) ? new RecordChange.Remove<>() : new RecordChange.Keep<>(),
                        new RecordTurns.Ending<>() {
                            @Override
                            public void done(Optional<LocalCopy> copy, boolean changed) {
                                if (changed) {
                                    bench.outbox().count(Counter.LEFTOVERS_REMOVED);
                                    removed.add(at.table().name());
                                }
                            }

                            @Override
                            public void refused(ErrorCode code, String message) {
                                lookLater();
                            }

                            @Override
                            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                                lookLater();
                            }
                        });
    }

    /** Unless this node has become an owner, or may become one. */
    private boolean mayGo(Located at) {
        return stands() && !bench.view().ownsNow(at);
    }

    private Piece whole(int partition) {
        int partitions = bench.view().partitions();
        Optional<Position> end = partition + 1 == partitions
                ? Optional.empty()
                : Optional.of(Position.startOf(partition + 1, partitions));
        return new Piece(partition, partition, Position.startOf(partition, partitions), end);
    }

    private void compare(Place place, List<PieceScan.Found> left) {
        if (left.isEmpty()) {
            goOn();
            return;
        }
        Optional<NodeId> owner = bench.view().preferenceList(left.get(0).at()).owners().stream()
                .filter(bench.view().reachable()::contains)
                .findFirst();
        if (owner.isEmpty()) {
            startOver("no owner of partition " + place.partition() + " of "
                    + place.table().name() + " is up, with whose copies to compare");
            return;
        }
        List<PieceScan.Found> ofOwner = left.stream()
                .filter(found ->
                        bench.view().preferenceList(found.at()).owners().contains(owner.get()))
                .toList();
        RecordSender.compare(
                bench,
                owner.get(),
                place.table().name(),
                place.partition(),
                ofOwner,
                this::startOver,
                lacking -> new Clearing(owner.get(), ofOwner, lacking).begin());
        if (ofOwner.size() < left.size()) {
            again = true;
        }
    }

    /** The page is done. */
    private void goOn() {
        cause = "";
        if (placeEnds) {
            places.poll();
            endPlace();
        }
        nextPage();
    }

    /** Sends what the owner lacks, then removes the page. */
    private final class Clearing implements RecordTurns.Ending<LocalCopy> {
        private final NodeId owner;
        private final List<PieceScan.Found> page;
        private final Queue<PieceScan.Found> lacking;
        private int open;
        private Optional<String> failure = Optional.empty();

        Clearing(NodeId owner, List<PieceScan.Found> page, List<PieceScan.Found> lacking) {
            this.owner = owner;
            this.page = page;
            this.lacking = new ArrayDeque<>(lacking);
            this.open = page.size();
        }

        void begin() {
            PieceScan.Found next = lacking.poll();
            if (next == null) {
                page.forEach(this::remove);
                return;
            }
            bench.slices().took(Job.LEFTOVERS, next.record().length());
            bench.ask(
                    owner,
                    new Message.ReplicaPut(
                            next.at().table().name(),
                            next.at().key(),
                            next.record(),
                            Optional.empty(),
                            bench.view().epoch(),
                            bench.epochs().passing(next.at().partition()),
                            next.at().lastingOfOne()),
                    Message.ReplicaStored.class,
                    stored -> begin(),
                    none -> startOver(none.toString()));
        }

        private void remove(PieceScan.Found found) {
            MergeChange merge = new MergeChange(
                    found.record(), Reconciliation.SIBLINGS, bench.time().wallMillis());
            long reapEpoch = bench.epochs().settled(found.at().partition());
            bench.hints().keepItself(found.at(), merge, reapEpoch, new RecordTurns.Ending<>() {
                @Override
                public void done(Optional<HintCopy> hint, boolean changed) {
                    removeCopy(found);
                }

                @Override
                public void refused(ErrorCode code, String message) {
                    Clearing.this.refused(code, message);
                }

                @Override
                public void failed(ErrorCode code, String message, boolean maybeWritten) {
                    Clearing.this.failed(code, message, maybeWritten);
                }
            });
        }

        /** Unless it has changed since. */
        private void removeCopy(PieceScan.Found found) {
            bench.objects()
                    .submit(
                            found.at(),
                            copy -> isAsCompared(copy, found.record()) && mayGo(found.at())
                                    ? new RecordChange.Remove<>()
                                    : new RecordChange.Keep<>(),
                            this);
        }

        private boolean isAsCompared(Optional<LocalCopy> copy, Bytes record) {
            return copy.filter(now -> now.encoded().equals(record)).isPresent();
        }

        @Override
        public void done(Optional<LocalCopy> copy, boolean changed) {
            if (changed) {
                bench.outbox().count(Counter.LEFTOVERS_REMOVED);
                removed.add(page.get(0).at().table().name());
            }
            left |= copy.isPresent();
            ended();
        }

        @Override
        public void refused(ErrorCode code, String message) {
            ended();
        }

        /** It is met again by a later look: what fails now would fail again at once. */
        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            failure = Optional.of("an old copy can't be removed: " + code + " " + message);
            ended();
        }

        private void ended() {
            open--;
            if (open == 0) {
                failure.ifPresentOrElse(Leftovers.this::startOver, Leftovers.this::goOn);
            }
        }
    }
}
