package org.armature.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReapingMessage;
import org.armature.replication.HintCopy;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * Hands hints to their owners when they answer again (Dynamo §4.6): store after store is looked through in ring order,
 * page by page; a hint is taken away only when its owner has confirmed that it holds what the hint held. Stores are
 * looked through again periodically, so a hint whose delivery failed is met again; after a crash of either side too.
 */
final class HintDelivery {
    private static final int PAGE = 64;
    private static final int PAGE_BYTES = 4 << 20;
    private static final int WINDOW = 32;
    private static final long PERIOD_MILLIS = 5_000;
    private static final int PERIODS_TO_COUNT = 6;
    private static final long RETRY_MILLIS = 250;
    private static final long PACE_MILLIS = 25;
    private static final long ANSWER_MILLIS = 10_000;

    /** @param to the owner, or another node that keeps it for the owner when this one leaves the ring */
    private record Parcel(Located at, NodeId owner, NodeId to, HintCopy hint) {
        List<Bytes> kept() {
            return hint.copy().map(LocalCopy::encoded).stream().toList();
        }
    }

    private record Address(Located.RecordName name, NodeId owner) {}

    /** Where looking through a store has come to. */
    private record Cursor(HintPlaces.Place place, Optional<StoreKey> after) {}

    private final HintSettings settings;
    private final View view;
    private final Hints hints;
    private final RecordTurns<LocalCopy> objects;
    private final RecordReads reads;
    private final StorageCalls storage;
    private final Calls calls;
    private final Slices slices;
    private final ReapEpochs epochs;
    private final FreshWrites fresh;
    private final EventTime time;
    private final Outbox outbox;
    private final HintPlaces places = new HintPlaces();
    private final Queue<Parcel> parcels = new ArrayDeque<>();
    private final Set<Address> underWay = new LinkedHashSet<>();
    private final Map<NodeId, Pace> paces = new TreeMap<>();
    private final Set<TableName> strangers = new TreeSet<>();

    /** Nodes for whom something was kept since the last look that they do not own any more. */
    private final Set<NodeId> formerOwners = new TreeSet<>();

    private Optional<Cursor> cursor = Optional.empty();
    private Optional<Slice> slice = Optional.empty();

    /** Whether the slice has had its page. */
    private boolean hadPage;

    private boolean asks;
    private int outstanding;
    private boolean reading;
    private boolean paused;
    private boolean retrying;
    private boolean periodic;
    private int periods;

    HintDelivery(
            HintSettings settings,
            View view,
            Hints hints,
            RecordTurns<LocalCopy> objects,
            RecordReads reads,
            StorageCalls storage,
            Calls calls,
            Slices slices,
            ReapEpochs epochs,
            FreshWrites fresh,
            EventTime time,
            Outbox outbox) {
        this.settings = settings;
        this.view = view;
        this.hints = hints;
        this.objects = objects;
        this.reads = reads;
        this.storage = storage;
        this.calls = calls;
        this.slices = slices;
        this.epochs = epochs;
        this.fresh = fresh;
        this.time = time;
        this.outbox = outbox;
        hints.tell(this::kept);
    }

    /** Looks for what an earlier life has left. */
    void storesOpened() {
        count();
        if (!periodic) {
            periodic = true;
            calls.at(time.in(PERIOD_MILLIS), this::period);
        }
    }

    private void count() {
        storage.listStores(StoreKind.HINTS, new StorageCalls.Waiter() {
            @Override
            public void listed(List<Event.FoundStore> stores) {
                long entries = 0;
                long bytes = 0;
                for (Event.FoundStore store : stores) {
                    if (view.table(store.table()).isPresent()) {
                        found(store);
                        entries += store.entries();
                        bytes += store.bytes();
                    } else {
                        tellStranger(store);
                    }
                }
                hints.counted(entries, bytes);
                goOn();
            }

            @Override
            public void failed(ErrorCode code, String message) {
                outbox.count(Counter.HINTS_UNCOUNTED);
            }
        });
    }

    private void found(Event.FoundStore store) {
        HintPlaces.Place place = new HintPlaces.Place(store.table(), store.partition());
        if (store.entries() > 0 && !places.knows(place)) {
            places.found(place);
        }
    }

    private void tellStranger(Event.FoundStore store) {
        if (store.entries() > 0 && strangers.add(store.table())) {
            outbox.add(new Effect.Notice(
                    ErrorCode.NO_SUCH_TABLE,
                    "hints are kept for table " + store.table()
                            + ", which is not configured here: they stay until it is, or is dropped"));
        }
    }

    /** Also counts anew from time to time: after a failed write it is not known what is there. */
    private void period() {
        if (++periods % PERIODS_TO_COUNT == 0) {
            count();
        }
        lookThrough();
        calls.at(time.in(PERIOD_MILLIS), this::period);
    }

    /** For whatever can be handed over now. */
    private void lookThrough() {
        Set<NodeId> former = new TreeSet<>(formerOwners);
        formerOwners.clear();
        places.lookThroughFor(owner -> view.isLeaving() || view.reachable().contains(owner) || former.contains(owner));
        goOn();
    }

    /** Tables may have come back with hints of before, have gone, or have other owners. */
    void tablesChanged() {
        places.forget(table -> view.table(table).isEmpty());
        strangers.removeIf(table -> view.table(table).isPresent());
        count();
        lookThroughAll();
    }

    /** Hints may have other owners now, or be damaged. */
    void lookThroughAll() {
        places.lookThroughFor(anybody -> true);
        goOn();
    }

    void peerUp(NodeId peer) {
        places.lookThroughFor(peer::equals);
        goOn();
    }

    /** Whether a store may have hints. */
    boolean mayHave(TableName table, int partition) {
        return places.knows(new HintPlaces.Place(table, partition));
    }

    /** An owner that is up should have had it: it gets it soon, but not at once, since something has just failed. */
    private void kept(Located at, NodeId owner) {
        places.kept(place(at), owner);
        boolean former = !view.preferenceList(at).owners().contains(owner);
        if (former) {
            formerOwners.add(owner);
        }
        if ((former || view.reachable().contains(owner)) && !retrying) {
            retrying = true;
            calls.at(time.in(RETRY_MILLIS), () -> {
                retrying = false;
                lookThrough();
            });
        }
    }

    private static HintPlaces.Place place(Located at) {
        return new HintPlaces.Place(at.table().name(), at.partition());
    }

    /** In one slice after another: what is left of the page before is sent, then a page is read, and sent. */
    private void goOn() {
        if (slice.isEmpty()) {
            askForSlice();
            return;
        }
        send();
        if (slice.isEmpty() || reading || !parcels.isEmpty()) {
            return;
        }
        if (hadPage) {
            endSlice();
            askForSlice();
            return;
        }
        if (cursor.isEmpty()) {
            cursor = places.nextDue().map(place -> new Cursor(place, Optional.empty()));
            cursor.ifPresent(begun -> places.begin(begun.place()));
        }
        cursor.ifPresentOrElse(this::readPage, this::endSlice);
    }

    private void askForSlice() {
        boolean hasWork = !parcels.isEmpty() || cursor.isPresent() || places.anyIsDue();
        if (asks || paused || !hasWork) {
            return;
        }
        asks = true;
        slices.ask(Job.HINTS, given -> {
            asks = false;
            hadPage = false;
            slice = Optional.of(given);
            goOn();
        });
    }

    private void endSlice() {
        slice.ifPresent(Slice::end);
        slice = Optional.empty();
    }

    private void readPage(Cursor from) {
        reading = true;
        hadPage = true;
        HintPlaces.Place place = from.place();
        StorageCalls.Waiter page = new StorageCalls.Waiter() {
            @Override
            public void scanned(List<Event.FoundEntry> entries, boolean end) {
                reading = false;
                Optional<TableSpec> table = view.table(place.table());
                table.ifPresent(served -> entries.forEach(entry -> take(served, place, entry)));
                if (table.isEmpty()) {
                    places.forget(place.table()::equals);
                    cursor = Optional.empty();
                } else if (end || entries.isEmpty()) {
                    cursor = Optional.empty();
                    places.endOf(place);
                } else {
                    StoreKey last = entries.get(entries.size() - 1).key();
                    cursor = Optional.of(new Cursor(place, Optional.of(last)));
                }
                goOn();
            }

            @Override
            public void failed(ErrorCode code, String message) {
                reading = false;
                cursor = Optional.empty();
                endSlice();
                places.unknown(place);
            }
        };
        storage.scanStore(place.table(), StoreKind.HINTS, place.partition(), from.after(), PAGE, PAGE_BYTES, page);
    }

    private void take(TableSpec table, HintPlaces.Place place, Event.FoundEntry entry) {
        Key key = new Key(Bytes.wrap(entry.key().key()));
        Located at = Located.of(table, key, Position.of(key), place.partition());
        HintCopy hint;
        try {
            hint = HintCopy.decode(entry.value().shared());
        } catch (ProtocolException damaged) {
            hints.removeDamaged(at);
            return;
        }
        hints.met(hint.generation());
        for (NodeId owner : hint.owners()) {
            places.kept(place, owner);
            if (!view.preferenceList(at).owners().contains(owner)) {
                formerOwners.add(owner);
                reroute(at, owner, hint);
            } else {
                receiver(at, owner)
                        .filter(to -> underWay.add(new Address(at.name(), owner)))
                        .ifPresent(to -> parcels.add(new Parcel(at, owner, to, hint)));
            }
        }
    }

    private Optional<NodeId> receiver(Located at, NodeId owner) {
        if (view.reachable().contains(owner)) {
            return Optional.of(owner);
        }
        return view.isLeaving()
                ? view.preferenceList(at).fallbacks().stream()
                        .filter(node -> !node.equals(view.self()))
                        .filter(view.reachable()::contains)
                        .findFirst()
                : Optional.empty();
    }

    /** The node it was kept for owns the key no more: those who do are to have it, this one included. */
    private void reroute(Located at, NodeId former, HintCopy hint) {
        List<NodeId> others = new ArrayList<>(view.preferenceList(at).owners());
        boolean mine = others.remove(view.self());
        if (!mine || hint.copy().isEmpty()) {
            hints.reroute(at, former, others);
            return;
        }
        MergeChange merge =
                new MergeChange(hint.copy().get().encoded(), at.table().reconciliation(), time.wallMillis());
        objects.submit(at, epochs.guard(at.partition(), hint.reapEpoch(), merge), new RecordTurns.Ending<>() {
            @Override
            public void done(Optional<LocalCopy> copy, boolean changed) {
                hints.reroute(at, former, others);
            }

            @Override
            public void refused(ErrorCode code, String message) {
                if (code == ErrorCode.STALE_EPOCH) {
                    outbox.count(Counter.HINTS_OVERTAKEN);
                    hints.reroute(at, former, others);
                } else {
                    outbox.count(Counter.HINTS_REFUSED);
                }
            }

            @Override
            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                outbox.count(Counter.HINTS_REFUSED);
            }
        });
    }

    private void send() {
        while (!parcels.isEmpty() && outstanding < WINDOW) {
            Parcel parcel = parcels.element();
            if (!view.reachable().contains(parcel.to())) {
                parcels.remove();
                underWay.remove(address(parcel));
            } else if (pace(parcel.to()).take(time.monoNanos())) {
                parcels.remove();
                outstanding++;
                deliver(parcel);
            } else {
                pause();
                return;
            }
        }
    }

    private Pace pace(NodeId owner) {
        return paces.computeIfAbsent(owner, first -> new Pace(settings.perSecond(), time.monoNanos()));
    }

    /** What an owner is not to be given yet is not the time of a slice. */
    private void pause() {
        endSlice();
        if (!paused) {
            paused = true;
            calls.at(time.in(PACE_MILLIS), () -> {
                paused = false;
                goOn();
            });
        }
    }

    private void deliver(Parcel parcel) {
        if (!parcel.hint().refers()) {
            deliver(parcel, new ArrayDeque<>(parcel.kept()), parcel.hint().reapEpoch());
            return;
        }
        reads.read(parcel.at(), StoreKind.OBJECTS, new RecordReads.Reading() {
            @Override
            public void found(Optional<Bytes> record) {
                Set<Bytes> records = new LinkedHashSet<>(parcel.kept());
                record.ifPresent(records::add);
                deliver(parcel, new ArrayDeque<>(records), parcel.hint().reapEpoch());
            }

            @Override
            public void failed(ErrorCode code, String message) {
                ended(parcel);
            }
        });
    }

    /** One after the other; once the owner has all of them the hint goes. */
    private void deliver(Parcel parcel, Queue<Bytes> records, long reapEpoch) {
        Located at = parcel.at();
        Bytes record = records.peek();
        if (record == null) {
            hints.delivered(at, parcel.owner(), parcel.hint().generation());
            ended(parcel);
            return;
        }
        slices.took(Job.HINTS, record.length());
        calls.send(
                time.in(ANSWER_MILLIS),
                parcel.to(),
                new Message.ReplicaPut(
                        at.table().name(),
                        at.key(),
                        record,
                        Optional.of(parcel.owner()).filter(owner -> !owner.equals(parcel.to())),
                        view.epoch(),
                        reapEpoch,
                        at.lastingOfOne()),
                new HintCall(parcel.to(), new HintCall.Ending() {
                    @Override
                    public void stored() {
                        records.remove();
                        deliver(parcel, records, reapEpoch);
                    }

                    @Override
                    public void overtaken(ReapingMessage.StaleEpoch stale) {
                        HintDelivery.this.overtaken(parcel, records, reapEpoch, stale);
                    }

                    @Override
                    public void failed() {
                        ended(parcel);
                    }
                }));
    }

    /**
     * A hint of before an epoch that this node has confirmed was delivered once, and is back since a disk has lost that. One of
     * which it can't be told, since this node may have forgotten what it confirmed, enters anew.
     */
    private void overtaken(Parcel parcel, Queue<Bytes> records, long reapEpoch, ReapingMessage.StaleEpoch stale) {
        Located at = parcel.at();
        if (stale.settled() > reapEpoch && epochs.overtaken(stale)) {
            deliver(parcel, records, stale.settled());
            return;
        }
        if (epochs.isBehind(at.partition(), stale.settled())) {
            fresh.change(objects.underWay() + hints.underWay())
                    .ifPresent(change -> hints.enterAnew(at, change, stale.settled()));
        } else {
            outbox.count(Counter.HINTS_OVERTAKEN);
            hints.delivered(at, parcel.owner(), parcel.hint().generation());
        }
        ended(parcel);
    }

    private void ended(Parcel parcel) {
        outstanding--;
        underWay.remove(address(parcel));
        goOn();
    }

    private static Address address(Parcel parcel) {
        return new Address(parcel.at().name(), parcel.owner());
    }
}
