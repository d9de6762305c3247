package org.armature.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.replication.LocalCopy;

/**
 * Has deleted and expired data of this shard's partitions removed for good, once nothing can bring it back; and entries of long
 * version vectors with it. A partition is looked at soon after something was deleted in it, and once after a start.
 */
final class Reapings implements RecordTurns.Watcher<LocalCopy> {
    /** Most of a round is waiting for other nodes; one that waits for long should not hold up all others. */
    private static final int PARALLEL = 4;

    private static final class Place {
        private long dueNanos = Long.MAX_VALUE;
        private Optional<ReapRound> round = Optional.empty();
        private long rounds;
        private long reaped;
        private long pruned;
    }

    private final Workbench bench;
    private final ReapingAnswers answers;
    private final ReapingSettings settings;
    private final Suspects suspects = new Suspects();
    private final SortedMap<Integer, Place> places = new TreeMap<>();
    private int running;
    private long wakesAtNanos = Long.MAX_VALUE;

    Reapings(Workbench bench, ReapingAnswers answers, ReapingSettings settings) {
        this.bench = bench;
        this.answers = answers;
        this.settings = settings;
        bench.objects().tell(this);
    }

    /**
     * Stores can be read, the ring has changed, or the tables have.
     *
     * @param owned partitions of which this node owns something
     */
    void look(SortedSet<Integer> owned) {
        if (settings.intervalMillis() == 0) {
            return;
        }
        for (int partition : owned) {
            suspects.forget(partition);
            long spread =
                    settings.lookThroughMillis() * partition / bench.view().partitions();
            due(place(partition), settings.intervalMillis() + spread);
        }
        goOn();
    }

    private Place place(int partition) {
        return places.computeIfAbsent(partition, added -> new Place());
    }

    private void due(Place place, long inMillis) {
        place.dueNanos = Math.min(place.dueNanos, bench.time().in(inMillis));
    }

    /** Deleted now, or to expire, or of too many actors. */
    @Override
    public void wrote(Located at, Optional<LocalCopy> before, Optional<LocalCopy> after) {
        if (settings.intervalMillis() == 0) {
            return;
        }
        OptionalLong deadFrom = after.map(copy -> copy.set().deadFrom()).orElse(OptionalLong.empty());
        boolean isLong = after.isPresent() && after.get().set().seen().size() > settings.maxVectorEntries();
        if (deadFrom.isEmpty() && !isLong) {
            suspects.remove(at);
        } else if (DeadScan.isFirstOwner(bench.view(), at)) {
            suspects.add(at);
            long pause = suspects.areTooMany(at.partition()) ? settings.lookThroughMillis() : 0;
            due(
                    place(at.partition()),
                    settings.intervalMillis() + Math.max(pause, isLong ? 0 : until(deadFrom.getAsLong())));
            goOn();
        }
    }

    private long until(long wallMillis) {
        return Math.max(0, wallMillis - bench.time().wallMillis());
    }

    private void goOn() {
        long now = bench.time().monoNanos();
        while (running < PARALLEL) {
            Optional<Map.Entry<Integer, Place>> next = places.entrySet().stream()
                    .filter(place -> place.getValue().round.isEmpty())
                    .min(Comparator.comparingLong(place -> place.getValue().dueNanos))
                    .filter(place -> place.getValue().dueNanos != Long.MAX_VALUE);
            if (next.isEmpty()) {
                return;
            }
            if (next.get().getValue().dueNanos > now) {
                wakeAt(next.get().getValue().dueNanos);
                return;
            }
            start(next.get().getKey(), next.get().getValue());
        }
    }

    private void wakeAt(long nanos) {
        if (nanos < wakesAtNanos) {
            wakesAtNanos = nanos;
            bench.calls().at(nanos, () -> {
                wakesAtNanos = Long.MAX_VALUE;
                goOn();
            });
        }
    }

    private void start(int partition, Place place) {
        running++;
        place.dueNanos = Long.MAX_VALUE;
        ReapRound round = new ReapRound(
                bench,
                answers,
                suspects,
                partition,
                settings.maxVectorEntries(),
                (removed, pruned, left, nextDeadMillis) -> ended(place, removed, pruned, left, nextDeadMillis));
        place.round = Optional.of(round);
        round.start();
    }

    private void ended(Place place, long removed, long pruned, boolean left, OptionalLong nextDeadMillis) {
        running--;
        place.round = Optional.empty();
        place.rounds++;
        place.reaped += removed;
        place.pruned += pruned;
        if (left) {
            due(place, settings.intervalMillis());
        }
        nextDeadMillis.ifPresent(millis -> due(place, settings.intervalMillis() + until(millis)));
        bench.calls().at(bench.time().monoNanos(), this::goOn);
    }

    List<ReapingReport> reports() {
        List<ReapingReport> reports = new ArrayList<>();
        SortedSet<Integer> all = new TreeSet<>(places.keySet());
        all.addAll(bench.epochs().partitions());
        for (int partition : all) {
            Place place = places.getOrDefault(partition, new Place());
            reports.add(new ReapingReport(
                    partition,
                    bench.epochs().of(partition),
                    place.rounds,
                    place.reaped,
                    place.pruned,
                    place.round.map(ReapRound::open).orElse(0),
                    place.round.map(ReapRound::cause).orElse("")));
        }
        return reports;
    }
}
