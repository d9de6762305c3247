package org.armature.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.replication.LocalCopy;
import org.armature.replication.TableSpec;
import org.armature.ring.Move;
import org.armature.ring.MoveSet;
import org.armature.ring.Ownership;
import org.armature.ring.RingState;
import org.armature.ring.Transition;

/** The places of this shard's partitions that this node hands over or gives copies of, some at a time. */
final class Handovers implements Handover.Owner, RecordTurns.Watcher<LocalCopy> {
    private static final int SESSION_BITS = 16;

    private final Workbench bench;
    private final TransferSettings settings;
    private final int shard;
    private final int shards;
    private final long incarnation;
    private final SortedMap<Integer, MoveSet> fences = new TreeMap<>();
    private final Map<MoveName, Handover> active = new LinkedHashMap<>();
    private final SortedMap<Integer, List<PlaceMove>> waiting = new TreeMap<>();
    private long sessions;
    private boolean paused;

    Handovers(Workbench bench, ShardSettings shardSettings, SortedMap<Integer, MoveSet> fencedBefore) {
        this.bench = bench;
        this.settings = shardSettings.transfers();
        this.shard = shardSettings.index();
        this.shards = shardSettings.shards();
        this.incarnation = shardSettings.incarnation();
        fences.putAll(fencedBefore);
    }

    // ---- what is to be done

    /** The ring has changed, or is met for the first time. */
    void ringChanged() {
        Ownership ownership = bench.view().ownership();
        List.copyOf(active.values()).forEach(this::revise);
        waiting.clear();
        if (ownership.transition().isPresent()) {
            numbersInUse(ownership)
                    .forEach(n -> collect(ownership, ownership.transition().get(), n));
            resumeDoubtful(ownership);
        }
        fences.clear();
        startMore();
    }

    /** Every N of a table here, and those others have told of. */
    private SortedSet<Integer> numbersInUse(Ownership ownership) {
        SortedSet<Integer> numbers = new TreeSet<>(ownership.progress().moved().keySet());
        bench.view().tables().forEach(table -> numbers.add(table.n()));
        return numbers;
    }

    /** One under way that the ring has overtaken. */
    private void revise(Handover handover) {
        Ownership ownership = bench.view().ownership();
        PlaceMove move = handover.move();
        RingState state = ownership.state();
        if (state.changeEpoch() != move.changeEpoch() || state.phase() == RingState.Phase.SETTLED) {
            boolean held = ownership
                    .preferenceList(move.piece().from(), move.n())
                    .owners()
                    .contains(bench.view().self());
            handover.end(held ? Gate.Verdict.HELD : Gate.Verdict.GIVEN);
        } else if (isOver(ownership, move)) {
            handover.end(Gate.Verdict.GIVEN);
        } else if (state.dead().contains(move.taker())) {
            handover.end(Gate.Verdict.HELD);
        } else if (move.back() != (state.phase() == RingState.Phase.BACK)) {
            handover.abandon();
        }
    }

    private static boolean isOver(Ownership ownership, PlaceMove move) {
        int number = move.move().number();
        return move.back()
                ? ownership.progress().returned(move.n()).contains(number)
                : ownership.progress().moved(move.n()).contains(number);
    }

    private void collect(Ownership ownership, Transition transition, int n) {
        boolean back = ownership.state().phase() == RingState.Phase.BACK;
        List<PlaceMove> mine = new ArrayList<>();
        for (Move move : transition.moves(n)) {
            if (move.piece().partition() % shards != shard || !ownership.isOpen(n, move)) {
                continue;
            }
            PlaceMove place = new PlaceMove(ownership.state().changeEpoch(), n, move, back);
            if (back && move.from().isEmpty()) {
                giveUpCopy(place);
            } else if (isGiver(ownership, place) && !active.containsKey(place.name())) {
                mine.add(place);
            }
        }
        waiting.put(n, mine);
    }

    private boolean isGiver(Ownership ownership, PlaceMove place) {
        NodeId self = bench.view().self();
        if (!place.isCopy()) {
            return place.giver().filter(self::equals).isPresent();
        }
        return !place.taker().equals(self)
                && ownership
                        .preferenceList(place.piece().from(), place.n())
                        .owners()
                        .contains(self);
    }

    /** What this node took as a copy, nobody gets back. */
    private void giveUpCopy(PlaceMove place) {
        if (place.move().to().equals(bench.view().self())) {
            keepAsMade(place);
        }
    }

    private void keepAsMade(PlaceMove place) {
        bench.custody().keep(place.name(), Effect.Custody.TAKEN, new CustodyCalls.Waiter() {
            @Override
            public void kept() {
                bench.view().learn(place.name());
            }

            @Override
            public void refused(String why) {
                bench.outbox().count(Counter.CUSTODY_REFUSED);
            }
        });
    }

    /** What an earlier life of this node may have lost: nothing is served of it before the taker was asked. */
    private void resumeDoubtful(Ownership ownership) {
        boolean back = ownership.state().phase() == RingState.Phase.BACK;
        fences.forEach((n, numbers) -> {
            for (Move move : ownership.transition().orElseThrow().moves(n)) {
                boolean mine = move.piece().partition() % shards == shard && numbers.contains(move.number());
                if (mine && ownership.isOpen(n, move) && wasFencedHere(move, back)) {
                    PlaceMove place = new PlaceMove(ownership.state().changeEpoch(), n, move, back);
                    waiting.computeIfAbsent(n, none -> new ArrayList<>()).remove(place);
                    start(place, true);
                } else if (mine && back && isUndecidedForward(ownership, n, move)) {
                    PlaceMove place = new PlaceMove(ownership.state().changeEpoch(), n, move, false);
                    start(place, true).abandon();
                }
            }
        });
    }

    private boolean wasFencedHere(Move move, boolean back) {
        return (back ? Optional.of(move.to()) : move.from())
                .filter(bench.view().self()::equals)
                .isPresent();
    }

    private boolean isUndecidedForward(Ownership ownership, int n, Move move) {
        return move.from().filter(bench.view().self()::equals).isPresent()
                && !ownership.progress().moved(n).contains(move.number())
                && !ownership.state().dead().contains(move.to());
    }

    @Override
    public void goOn() {
        startMore();
    }

    /** Two givers that each waited for the other's part of a copy would wait for ever if waiting took a place. */
    private long working() {
        return active.values().stream()
                .filter(handover -> !handover.waitsForOthers())
                .count();
    }

    private void startMore() {
        for (List<PlaceMove> ofN : waiting.values()) {
            for (PlaceMove place : List.copyOf(ofN)) {
                if (working() >= settings.parallel() || paused) {
                    return;
                }
                if (bench.view().reachable().contains(place.taker()) && (place.isCopy() || mayFence(place))) {
                    ofN.remove(place);
                    start(place, false);
                }
            }
        }
    }

    private Handover start(PlaceMove place, boolean inDoubt) {
        List<TableSpec> tables = bench.view().tables().stream()
                .filter(table -> table.n() == place.n())
                .toList();
        Handover handover = new Handover(bench, place, tables, this, inDoubt);
        active.put(place.name(), handover);
        handover.begin();
        return handover;
    }

    void pause(boolean pauses) {
        paused = pauses;
        startMore();
    }

    // ---- for a handover

    @Override
    public boolean isPaused() {
        return paused;
    }

    @Override
    public boolean mayFence(PlaceMove place) {
        Ownership ownership = bench.view().ownership();
        return ownership.transition().stream()
                .flatMap(transition ->
                        transition.movesOf(place.n(), place.piece().number()).stream())
                .takeWhile(move -> move.number() < place.move().number())
                .noneMatch(move -> ownership.isOpen(place.n(), move));
    }

    /** Not one of an earlier life of this node either, as far as its clock can tell. */
    @Override
    public long freshSession() {
        return incarnation ^ ((bench.time().wallMillis() << SESSION_BITS) + ++sessions);
    }

    @Override
    public void ended(Handover handover, Gate.Verdict verdict) {
        active.remove(handover.move().name());
        if (verdict == Gate.Verdict.GIVEN) {
            bench.outbox().count(Counter.PLACES_GIVEN);
            tellMade(handover.move());
        }
        startMore();
    }

    /** The taker may lose its disk before it has told anybody else: then only this node knows that the move is made. */
    private void tellMade(PlaceMove move) {
        boolean isNews = !isOver(bench.view().ownership(), move);
        bench.view().learn(move.name());
        if (isNews) {
            keepAsMade(move);
        }
    }

    // ---- for the records

    @Override
    public void changed(Located at) {
        active.values().forEach(handover -> handover.changed(at));
    }

    @Override
    public void ended() {
        if (!active.isEmpty()) {
            List.copyOf(active.values()).forEach(Handover::turnEnded);
        }
    }

    // ---- for operators

    /** What waits, what is under way, and why it does not go on. */
    TransferReport report() {
        int open = waiting.values().stream().mapToInt(List::size).sum();
        List<String> causes = new ArrayList<>();
        active.values().stream()
                .map(Handover::cause)
                .filter(cause -> !cause.isEmpty())
                .distinct()
                .forEach(causes::add);
        if (causes.isEmpty() && active.isEmpty() && open > 0) {
            causes.add(
                    paused
                            ? "paused"
                            : "the nodes that take over are down, or other places of the same keys move first");
        }
        return new TransferReport(open, active.size(), causes);
    }
}
