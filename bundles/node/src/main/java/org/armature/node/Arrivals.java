package org.armature.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.TransferMessage;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Move;
import org.armature.ring.Ownership;
import org.armature.ring.Position;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.armature.ring.Transition;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * Places this node takes over. What arrives is merged with what is here; once every giver has completed its part, all of
 * it is forced, then that this node holds the place, and only then the giver is told.
 */
final class Arrivals {
    private static final class Part {
        private final long session;
        private boolean complete;

        Part(long session) {
            this.session = session;
        }
    }

    private static final class Arrival {
        private final Map<NodeId, Part> parts = new LinkedHashMap<>();
        private final List<Runnable> untilTaken = new ArrayList<>();
        private boolean taking;
    }

    private final Workbench bench;
    private final Map<MoveName, Arrival> arrivals = new LinkedHashMap<>();

    Arrivals(Workbench bench) {
        this.bench = bench;
    }

    /** What belongs to another transition, or another direction, is void. */
    void ringChanged() {
        RingState state = bench.view().ownership().state();
        arrivals.entrySet()
                .removeIf(arrival -> arrival.getKey().changeEpoch() != state.changeEpoch()
                        || (arrival.getKey().back() != (state.phase() == RingState.Phase.BACK)
                                && !arrival.getValue().taking));
    }

    // ---- offers

    void on(ReplyTo giver, NodeId from, TransferMessage.TransferOffer offer) {
        MoveName name = offer.move();
        Optional<PlaceMove> place = find(name);
        if (place.isPresent() && holds(place.get())) {
            bench.outbox().reply(giver, new TransferMessage.TransferOfferTaken(true, false));
            return;
        }
        Optional<String> objection = objection(place, name, from);
        if (objection.isPresent()) {
            refuse(giver, objection.get());
            return;
        }
        Arrival arrival = arrivals.computeIfAbsent(name, first -> new Arrival());
        if (arrival.taking) {
            arrival.untilTaken.add(() -> on(giver, from, offer));
            return;
        }
        arrival.parts.put(from, new Part(offer.session()));
        new EmptyCheck(giver, place.get()).next();
    }

    private Optional<PlaceMove> find(MoveName name) {
        Ownership ownership = bench.view().ownership();
        Optional<Transition> transition = ownership.transition();
        if (transition.isEmpty() || ownership.state().changeEpoch() != name.changeEpoch()) {
            return Optional.empty();
        }
        List<Move> moves = transition.get().moves(name.n());
        if (name.number() >= moves.size()
                || moves.get(name.number()).piece().partition() != name.partition()
                || (name.back() && moves.get(name.number()).from().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new PlaceMove(name.changeEpoch(), name.n(), moves.get(name.number()), name.back()));
    }

    private boolean holds(PlaceMove place) {
        Progress progress = bench.view().ownership().progress();
        int number = place.move().number();
        return place.taker().equals(bench.view().self())
                && (place.back()
                        ? progress.returned(place.n()).contains(number)
                        : progress.moved(place.n()).contains(number));
    }

    private Optional<String> objection(Optional<PlaceMove> place, MoveName name, NodeId from) {
        RingState state = bench.view().ownership().state();
        if (place.isEmpty()) {
            return Optional.of("ring epoch " + state.epoch() + " is " + state.phase() + " of change epoch "
                    + state.changeEpoch() + ", and you offer move " + name);
        }
        if (place.get().back() != (state.phase() == RingState.Phase.BACK)) {
            return Optional.of("in ring epoch " + state.epoch() + " places move " + state.phase());
        }
        if (!place.get().taker().equals(bench.view().self())) {
            return Optional.of("this place goes to " + place.get().taker());
        }
        return givers(place.get()).contains(from)
                ? Optional.empty()
                : Optional.of(from + " does not hold what it offers; " + givers(place.get()) + " do");
    }

    private SortedSet<NodeId> givers(PlaceMove place) {
        if (!place.isCopy()) {
            return new TreeSet<>(List.of(place.giver().orElseThrow()));
        }
        Ownership ownership = bench.view().ownership();
        SortedSet<NodeId> givers = new TreeSet<>(
                ownership.preferenceList(place.piece().from(), place.n()).owners());
        givers.remove(bench.view().self());
        givers.removeAll(ownership.state().dead());
        return givers;
    }

    private void refuse(ReplyTo giver, String why) {
        bench.outbox()
                .fail(
                        giver,
                        ErrorCode.WRONG_EPOCH,
                        Outcome.NOT_DONE,
                        bench.view().self() + ": " + why);
    }

    /** Looks for a first record of the partition, table by table. */
    private final class EmptyCheck implements StorageCalls.Waiter {
        private final ReplyTo giver;
        private final PlaceMove place;
        private final List<TableSpec> tables;

        EmptyCheck(ReplyTo giver, PlaceMove place) {
            this.giver = giver;
            this.place = place;
            this.tables = new ArrayList<>(bench.view().tables().stream()
                    .filter(table -> table.n() == place.n())
                    .toList());
        }

        void next() {
            if (tables.isEmpty()) {
                taken(true);
            } else {
                TableName table = tables.remove(0).name();
                Optional<StoreKey> start = Optional.empty();
                bench.storage()
                        .scanStore(table, StoreKind.OBJECTS, place.piece().partition(), start, 1, 1, this);
            }
        }

        @Override
        public void scanned(List<Event.FoundEntry> entries, boolean end) {
            if (entries.isEmpty()) {
                next();
            } else {
                taken(false);
            }
        }

        @Override
        public void failed(ErrorCode code, String message) {
            bench.outbox().fail(giver, code, Outcome.NOT_DONE, message);
        }

        private void taken(boolean empty) {
            bench.outbox().reply(giver, new TransferMessage.TransferOfferTaken(false, empty));
        }
    }

    // ---- records

    void on(ReplyTo giver, NodeId from, TransferMessage.TransferRecords records) {
        Optional<TableSpec> table = bench.view().table(records.table());
        if (!isPresent(records.move(), from, records.session())) {
            refuse(giver, "this session of move " + records.move() + " is void: offer it anew");
        } else if (table.isEmpty()) {
            bench.outbox()
                    .fail(
                            giver,
                            ErrorCode.NO_SUCH_TABLE,
                            Outcome.NOT_DONE,
                            bench.view().self() + " has no table " + records.table()
                                    + ": give all nodes the same instance files");
        } else {
            new Storing(giver, records.records().size()).store(table.get(), records);
        }
    }

    private boolean isPresent(MoveName move, NodeId from, long session) {
        Arrival arrival = arrivals.get(move);
        return arrival != null && arrival.parts.containsKey(from) && arrival.parts.get(from).session == session;
    }

    /** Answers once all records of a page are stored, or one is not. */
    private final class Storing implements RecordTurns.Ending<LocalCopy> {
        private final ReplyTo giver;
        private int open;
        private boolean answered;

        Storing(ReplyTo giver, int records) {
            this.giver = giver;
            this.open = records;
        }

        void store(TableSpec table, TransferMessage.TransferRecords records) {
            for (TransferMessage.KeyedRecord each : records.records()) {
                Located at = Located.of(
                        table,
                        each.key(),
                        Position.of(each.key()),
                        records.move().partition());
                bench.objects().submit(at, arriving(each.record()), this);
            }
            if (records.records().isEmpty()) {
                bench.outbox().reply(giver, new Message.ReplicaStored());
            }
        }

        /** However far its stamp lies ahead: it was taken in before. */
        private MergeChange arriving(Bytes record) {
            return new MergeChange(record, Reconciliation.SIBLINGS, bench.time().wallMillis());
        }

        @Override
        public void done(Optional<LocalCopy> copy, boolean changed) {
            bench.outbox().count(Counter.TRANSFER_KEYS_TAKEN);
            open--;
            if (open == 0 && !answered) {
                answered = true;
                bench.outbox().reply(giver, new Message.ReplicaStored());
            }
        }

        @Override
        public void refused(ErrorCode code, String message) {
            failed(code, message, false);
        }

        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            open--;
            if (!answered) {
                answered = true;
                bench.outbox().fail(giver, code, Outcome.NOT_DONE, message);
            }
        }
    }

    // ---- the end

    void on(ReplyTo giver, NodeId from, TransferMessage.TransferComplete complete) {
        Optional<PlaceMove> place = find(complete.move());
        if (place.isPresent() && holds(place.get())) {
            bench.outbox().reply(giver, new TransferMessage.TransferAnswer(new TreeSet<>()));
            return;
        }
        Optional<String> objection = objection(place, complete.move(), from);
        if (objection.isPresent()) {
            refuse(giver, objection.get());
            return;
        }
        if (!isPresent(complete.move(), from, complete.session())) {
            refuse(giver, "this session of move " + complete.move() + " is void: offer it anew");
            return;
        }
        Arrival arrival = arrivals.get(complete.move());
        arrival.parts.get(from).complete = true;
        if (arrival.taking) {
            arrival.untilTaken.add(() -> on(giver, from, complete));
            return;
        }
        SortedSet<NodeId> missing = givers(place.get());
        missing.removeIf(node -> arrival.parts.containsKey(node) && arrival.parts.get(node).complete);
        if (!missing.isEmpty()) {
            bench.outbox().reply(giver, new TransferMessage.TransferAnswer(missing));
            return;
        }
        arrival.taking = true;
        new Taking(giver, place.get(), arrival).next();
    }

    /** Forces what has arrived, table by table, and then that the place is held. */
    private final class Taking implements StorageCalls.Waiter, CustodyCalls.Waiter {
        private final ReplyTo giver;
        private final PlaceMove place;
        private final Arrival arrival;
        private final List<TableSpec> tables;

        Taking(ReplyTo giver, PlaceMove place, Arrival arrival) {
            this.giver = giver;
            this.place = place;
            this.arrival = arrival;
            this.tables = new ArrayList<>(bench.view().tables().stream()
                    .filter(table -> table.n() == place.n())
                    .toList());
        }

        void next() {
            if (tables.isEmpty()) {
                bench.custody().keep(place.name(), Effect.Custody.TAKEN, this);
            } else {
                bench.storage().sync(tables.remove(0).name(), this);
            }
        }

        @Override
        public void written() {
            next();
        }

        @Override
        public void failed(ErrorCode code, String message) {
            over();
            bench.outbox().fail(giver, code, Outcome.NOT_DONE, message);
            arrival.untilTaken.forEach(Runnable::run);
        }

        @Override
        public void kept() {
            over();
            bench.outbox().count(Counter.PLACES_TAKEN);
            bench.view().learn(place.name());
            bench.outbox().reply(giver, new TransferMessage.TransferAnswer(new TreeSet<>()));
            arrival.untilTaken.forEach(Runnable::run);
        }

        @Override
        public void refused(String why) {
            over();
            refuse(giver, why);
            arrival.untilTaken.forEach(Runnable::run);
        }

        /** The session is void, whatever comes. */
        private void over() {
            arrival.taking = false;
            arrivals.remove(place.name());
        }

        private void refuse(ReplyTo to, String why) {
            Arrivals.this.refuse(to, why);
        }
    }
}
