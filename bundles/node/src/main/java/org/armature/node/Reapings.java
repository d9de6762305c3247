package org.armature.node;

import java.util.Comparator;
import java.util.List;
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
    /** Most of a round is waiting for the answers of other nodes. */
    private static final int PARALLEL = 4;

    /** So many beside those wait for what ends by itself: each remembers what it has compared, some 300 KiB at most. */
    private static final int MOST_WAITING = 16;

    /** A partition, and who leads its rounds. */
    private final class Place implements ReapRound.Leader {
        private final int partition;
        private long dueNanos = Long.MAX_VALUE;
        private Optional<ReapRound> round = Optional.empty();
        private Optional<Runnable> goesOn = Optional.empty();
        private long goesOnNanos;
        private String cause = "";
        private long rounds;
        private long reaped;
        private long pruned;

        Place(int partition) {
            this.partition = partition;
        }

        void due(long inMillis) {
            dueNanos = Math.min(dueNanos, bench.time().in(inMillis));
        }

        /** Monotonic time, in nanoseconds, when it wants a turn; the greatest there is if it wants none. */
        long nextNanos() {
            if (round.isEmpty()) {
                return dueNanos;
            }
            return goesOn.isPresent() ? goesOnNanos : Long.MAX_VALUE;
        }

        void takeTurn() {
            running++;
            if (goesOn.isPresent()) {
                Runnable step = goesOn.get();
                goesOn = Optional.empty();
                waiting--;
                step.run();
                return;
            }
            dueNanos = Long.MAX_VALUE;
            ReapRound started = new ReapRound(bench, answers, suspects, partition, settings.maxVectorEntries(), this);
            round = Optional.of(started);
            started.start();
        }

        @Override
        public boolean mayWait() {
            return waiting < MOST_WAITING;
        }

        @Override
        public void waits(long millis, Runnable goOn) {
            goesOn = Optional.of(goOn);
            goesOnNanos = bench.time().in(millis);
            waiting++;
            leave();
        }

        @Override
        public void ended(long removed, long shortened, boolean left, OptionalLong nextMillis) {
            cause = cause();
            round = Optional.empty();
            rounds++;
            reaped += removed;
            pruned += shortened;
            if (left) {
                due(settings.intervalMillis() + (removed + shortened > 0 ? 0 : pause(partition)));
            }
            nextMillis.ifPresent(millis -> due(settings.intervalMillis() + Math.max(pause(partition), until(millis))));
            leave();
        }

        /** Not within what the round was told, so that they do not pile up. */
        private void leave() {
            running--;
            bench.calls().at(bench.time().monoNanos(), Reapings.this::goOn);
        }

        /** Of the round under way, or else of the last one. */
        private String cause() {
            return round.map(ReapRound::cause).orElse(cause);
        }

        ReapingReport report() {
            return new ReapingReport(
                    partition,
                    bench.epochs().of(partition),
                    rounds,
                    reaped,
                    pruned,
                    round.map(ReapRound::open).orElse(0),
                    cause());
        }
    }

    private final Workbench bench;
    private final ReapingAnswers answers;
    private final ReapingSettings settings;
    private final Suspects suspects = new Suspects();
    private final SortedMap<Integer, Place> places = new TreeMap<>();
    private int running;
    private int waiting;
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
            place(partition).due(settings.intervalMillis() + spread);
        }
        goOn();
    }

    private Place place(int partition) {
        return places.computeIfAbsent(partition, Place::new);
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
            long wait = isLong ? 0 : until(deadFrom.getAsLong());
            Place place = place(at.partition());
            place.due(settings.intervalMillis() + Math.max(pause(at.partition()), wait));
            if (running < PARALLEL) {
                wakeAt(place.nextNanos());
            }
        }
    }

    /** All that is stored is read for what is too much to be remembered: not for each key that expires. */
    private long pause(int partition) {
        return suspects.areTooMany(partition) ? settings.lookThroughMillis() : 0;
    }

    private long until(long wallMillis) {
        return Math.max(0, wallMillis - bench.time().wallMillis());
    }

    private void goOn() {
        while (running < PARALLEL) {
            Optional<Place> next = places.values().stream()
                    .min(Comparator.comparingLong(Place::nextNanos))
                    .filter(place -> place.nextNanos() != Long.MAX_VALUE);
            if (next.isEmpty()) {
                return;
            }
            if (next.get().nextNanos() > bench.time().monoNanos()) {
                wakeAt(next.get().nextNanos());
                return;
            }
            next.get().takeTurn();
        }
    }

    private void wakeAt(long nanos) {
        if (nanos < wakesAtNanos) {
            wakesAtNanos = nanos;
            bench.calls().at(nanos, () -> woken(nanos));
        }
    }

    /** Unless something earlier was to be done meanwhile, after which it was found out anew when to wake. */
    private void woken(long nanos) {
        if (nanos == wakesAtNanos) {
            wakesAtNanos = Long.MAX_VALUE;
            goOn();
        }
    }

    List<ReapingReport> reports() {
        SortedSet<Integer> all = new TreeSet<>(places.keySet());
        all.addAll(bench.epochs().partitions());
        return all.stream()
                .map(partition -> Optional.ofNullable(places.get(partition)).orElseGet(() -> new Place(partition)))
                .map(Place::report)
                .toList();
    }
}
