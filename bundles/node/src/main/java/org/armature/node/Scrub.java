package org.armature.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.replication.TableSpec;
import org.armature.storage.StoreKey;

/**
 * Reads everything this shard's places have, one place after the other over a long period, to find what a disk has damaged
 * before the last sound copy of it is. A damaged copy counts as none from then on, and the next comparison with another owner
 * brings it back. A damaged hint is taken away: its owner gets what it held from the others.
 */
final class Scrub {
    private static final int PAGE = 256;
    private static final long RETRY_MILLIS = 60_000;
    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Workbench bench;
    private final Trees trees;
    private final LeafReads reads;
    private final ScrubSettings settings;
    private final SortedMap<TreeName, Long> dueNanos = new TreeMap<>();

    /** Of places that are being read, or were when that failed. */
    private final SortedMap<TreeName, StoreKey> reached = new TreeMap<>();

    /** Of an earlier life, of places that were not looked at yet. */
    private final SortedMap<TreeName, ScrubPlace> earlier = new TreeMap<>();

    /** Looks through what is kept for other nodes, which also happens at each start and whenever some of it can be delivered. */
    private final Runnable hints;

    private boolean looksAtHints;
    private OptionalLong toldNanos = OptionalLong.empty();
    private boolean working;
    private long wakesAtNanos = Long.MAX_VALUE;

    Scrub(Workbench bench, Trees trees, LeafReads reads, ScrubSettings settings, Runnable hints) {
        this.bench = bench;
        this.trees = trees;
        this.reads = reads;
        this.settings = settings;
        this.hints = hints;
    }

    /** Before the first look. */
    void resume(SortedMap<TreeName, ScrubPlace> places) {
        earlier.putAll(places);
    }

    /** @param places that this node owns; each is read for the first time within one period */
    void look(SortedSet<TreeName> places) {
        if (settings.periodMillis() == 0) {
            return;
        }
        dueNanos.keySet().retainAll(places);
        reached.keySet().retainAll(places);
        places.forEach(place -> dueNanos.computeIfAbsent(place, this::first));
        if (!looksAtHints) {
            looksAtHints = true;
            laterAtHints();
        }
        tell();
        goOn();
    }

    private void laterAtHints() {
        bench.calls().at(bench.time().in(settings.periodMillis()), () -> {
            hints.run();
            laterAtHints();
        });
    }

    private long first(TreeName place) {
        ScrubPlace before = earlier.remove(place);
        if (before == null) {
            return bench.time().in(settings.periodMillis() / bench.view().partitions() * (place.partition() + 1));
        }
        before.behind().ifPresent(key -> reached.put(place, key));
        long left = before.dueMillis() - bench.time().wallMillis();
        return bench.time().in(Math.max(0, Math.min(left, settings.periodMillis())));
    }

    /** Now and then. */
    private void tell() {
        long now = bench.time().monoNanos();
        if (toldNanos.isPresent() && now - toldNanos.getAsLong() < TELL_NANOS) {
            return;
        }
        toldNanos = OptionalLong.of(now);
        SortedMap<TreeName, ScrubPlace> places = new TreeMap<>(earlier);
        dueNanos.forEach((place, due) -> places.put(
                place,
                new ScrubPlace(
                        bench.time().wallMillis() + TimeUnit.NANOSECONDS.toMillis(due - now),
                        Optional.ofNullable(reached.get(place)))));
        bench.outbox().add(new Effect.ScrubReached(places));
    }

    private void goOn() {
        if (working) {
            return;
        }
        long now = bench.time().monoNanos();
        long next = Long.MAX_VALUE;
        for (Map.Entry<TreeName, Long> place : dueNanos.entrySet()) {
            if (place.getValue() <= now) {
                working = true;
                nextPage(place.getKey(), Optional.ofNullable(reached.get(place.getKey())));
                return;
            }
            next = Math.min(next, place.getValue());
        }
        if (next < wakesAtNanos) {
            wakesAtNanos = next;
            bench.calls().at(next, this::wake);
        }
    }

    private void wake() {
        wakesAtNanos = Long.MAX_VALUE;
        goOn();
    }

    private void nextPage(TreeName place, Optional<StoreKey> behind) {
        bench.slices().ask(Job.SCRUB, slice -> readPage(place, behind, slice));
    }

    private void readPage(TreeName place, Optional<StoreKey> behind, Slice slice) {
        Optional<TableSpec> table = bench.view().table(place.table());
        if (table.isEmpty()) {
            slice.end();
            ended(place, settings.periodMillis());
            return;
        }
        LeafReads.Leaves all = LeafReads.Leaves.all(table.get(), place.partition(), trees.shape());
        reads.read(all, behind, PAGE, new LeafReads.Reading() {
            @Override
            public void damaged(Located at, Bytes stored, ProtocolException why) {
                bench.objects().damaged(at, stored, why);
            }

            @Override
            public void page(List<LeafReads.FoundEntry> entries, Optional<StoreKey> last, long bytes) {
                bench.outbox().count(Counter.KEYS_SCRUBBED, entries.size());
                bench.outbox().count(Counter.BYTES_SCRUBBED, bytes);
                bench.slices().took(Job.SCRUB, bytes);
                slice.end();
                if (last.isPresent()) {
                    reached.put(place, last.get());
                    tell();
                    nextPage(place, last);
                } else {
                    reached.remove(place);
                    ended(place, settings.periodMillis());
                    tell();
                }
            }

            @Override
            public void failed(ErrorCode code, String message) {
                slice.end();
                bench.outbox()
                        .noticeOnce(
                                "scrub " + place,
                                code,
                                "partition " + place.partition() + " of " + place.table()
                                        + " can't be read through to verify it: " + message);
                ended(place, RETRY_MILLIS);
            }
        });
    }

    /** Not within what the ended one was told, so that they do not pile up. */
    private void ended(TreeName place, long againMillis) {
        working = false;
        dueNanos.computeIfPresent(place, (same, due) -> bench.time().in(againMillis));
        bench.calls().at(bench.time().monoNanos(), this::goOn);
    }
}
