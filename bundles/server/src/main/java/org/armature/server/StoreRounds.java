package org.armature.server;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.armature.node.PassReport;
import org.armature.node.PassReport.End;
import org.armature.storage.StoreId;

/**
 * Has the stores of a table gone through again and again, one at a time on each shard, until each is known to be the same in
 * both engines: a whole pass found no difference, and nothing has made it count as different since the pass began. Owned by
 * the thread of {@link Migrations}.
 */
final class StoreRounds {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Mirror mirror;
    private final Passes passes;
    private final LongSupplier nanoTime;
    private final Map<StoreId, Long> equalAt = new TreeMap<>();
    private final Map<StoreId, Integer> passed = new HashMap<>();
    private final Map<Integer, Running> running = new TreeMap<>();
    private final Map<Integer, Pause> pauses = new TreeMap<>();

    /** @param marks of the store when the pass began */
    private record Running(long pass, StoreId store, long marks) {}

    private record Pause(long untilNanos, String cause) {}

    /** @param known stores that are equal from the start, as long as nothing makes them count as different */
    StoreRounds(Mirror mirror, Passes passes, Collection<StoreId> known, LongSupplier nanoTime) {
        this.mirror = mirror;
        this.passes = passes;
        this.nanoTime = nanoTime;
        known.forEach(store -> equalAt.put(store, mirror.marks(store)));
        known.forEach(store -> passed.put(store, 1));
    }

    boolean isEqual(StoreId store) {
        Long at = equalAt.get(store);
        return at != null && at == mirror.marks(store);
    }

    boolean areEqual(Collection<StoreId> stores) {
        return stores.stream().allMatch(this::isEqual);
    }

    SortedSet<StoreId> equal() {
        SortedSet<StoreId> equal = new TreeSet<>(equalAt.keySet());
        equal.removeIf(store -> !isEqual(store));
        return equal;
    }

    /** Whether it was gone through at least once. */
    boolean wasPassed(StoreId store) {
        return passed.containsKey(store);
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    /** Begins what may be begun. */
    void goOn(Collection<StoreId> stores) {
        for (int shard = 0; shard < passes.shards(); shard++) {
            int of = shard;
            if (!running.containsKey(shard) && !isPausing(shard)) {
                next(stores, of).ifPresent(store -> begin(of, store));
            }
        }
    }

    private boolean isPausing(int shard) {
        Pause pause = pauses.get(shard);
        return pause != null && pause.untilNanos() - nanoTime.getAsLong() > 0;
    }

    /** Those that were gone through least often. */
    private Optional<StoreId> next(Collection<StoreId> stores, int shard) {
        return stores.stream()
                .filter(store -> store.partition() % passes.shards() == shard && !isEqual(store))
                .min(Comparator.comparingInt((StoreId store) -> passed.getOrDefault(store, 0))
                        .thenComparing(StoreId::kind)
                        .thenComparing(Comparator.naturalOrder()));
    }

    private void begin(int shard, StoreId store) {
        long marks = mirror.marks(store);
        long pass = passes.ask(mirror.table(), store, true, report -> ended(shard, report));
        running.put(shard, new Running(pass, store, marks));
    }

    private void ended(int shard, PassReport report) {
        Running pass = running.remove(shard);
        if (report.end() == End.FAILED) {
            pauses.put(shard, new Pause(nanoTime.getAsLong() + RETRY_NANOS, report.cause()));
            return;
        }
        pauses.remove(shard);
        if (report.end() == End.COMPLETED) {
            passed.merge(pass.store(), 1, Integer::sum);
            if (report.differing() == 0 && mirror.marks(pass.store()) == pass.marks()) {
                equalAt.put(pass.store(), pass.marks());
            }
        }
    }

    /** Those under way end soon. */
    void stop() {
        running.values().forEach(pass -> passes.stop(pass.pass()));
        pauses.clear();
    }

    /** Why some stores wait; empty if none does. */
    Set<String> causes() {
        Set<String> causes = new LinkedHashSet<>();
        pauses.values().forEach(pause -> causes.add(pause.cause()));
        return causes;
    }
}
