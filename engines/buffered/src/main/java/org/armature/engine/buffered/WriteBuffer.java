package org.armature.engine.buffered;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.armature.storage.Durability;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was written and is not below yet: one generation that is filling and, while the writer thread is at work, one in
 * flight. Both together are bounded. When the engine below fails, what was acknowledged of the flight goes back in front
 * of what is filling, and whoever waits or comes is told, until the writer thread has succeeded.
 *
 * <p>Thread-safe. Waits by its callers can't be interrupted; an interrupt stays set.
 */
final class WriteBuffer {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBuffer.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofMinutes(1);

    private final String instance;
    private final BufferedSettings settings;
    private final Durability flush;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();

    // all under the lock
    private Generation filling;
    private Generation flight;
    private StorageException failure;
    private Duration retryAfter = FIRST_RETRY;
    private long retryAtNanos;
    private final Set<StoreId> shut = new HashSet<>();
    private boolean closing;
    private boolean givenUp;

    /** @param flush the least durability its batches are written with below */
    WriteBuffer(String instance, BufferedSettings settings, Durability flush) {
        this.instance = instance;
        this.settings = settings;
        this.flush = flush;
        this.filling = new Generation(flush);
        this.flight = new Generation(flush);
    }

    /**
     * Returns once the batch is in memory, or, if it does not fit there even alone, is below.
     *
     * @throws StorageException.Unavailable if there was no room within the bound; nothing was written
     */
    void put(List<Mutation> batch) {
        if (batch.size() > settings.maxObjects() || bytes(batch) > settings.maxBytes()) {
            through(batch, flush);
            return;
        }
        lock.lock();
        try {
            awaitPlace(batch, () -> fits(batch));
            filling.acknowledge(batch, System.nanoTime());
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns once the batch is below, after what was acknowledged before. It takes no room that others wait for: its
     * writers wait themselves.
     */
    void through(List<Mutation> batch, Durability durability) {
        lock.lock();
        try {
            awaitPlace(batch, () -> true);
            if (batch.isEmpty()) {
                return;
            }
            Generation joined = filling;
            joined.await(batch, durability, System.nanoTime());
            work.signal();
            awaitEnd(joined);
        } finally {
            lock.unlock();
        }
    }

    /** Returns once everything acknowledged before is below. */
    void flush() {
        lock.lock();
        try {
            refuseIfFailing();
            Generation last = filling.isEmpty() ? flight : filling;
            if (!last.isEmpty()) {
                last.hurry();
                work.signal();
                awaitEnd(last);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd(Generation generation) {
        while (!generation.hasEnded()) {
            progress.awaitUninterruptibly();
        }
        generation.failure().ifPresent(why -> {
            throw Refusals.again(why);
        });
    }

    private void awaitPlace(List<Mutation> batch, BooleanSupplier room) {
        long end = System.nanoTime() + settings.maxWait().toNanos();
        refuseIfClosed();
        refuseIfFailing();
        while (isShut(batch) || !room.getAsBoolean()) {
            if (end - System.nanoTime() <= 0) {
                throw new StorageException.Unavailable("the write buffer of instance \"" + instance
                        + "\" had no place for the batch within max-wait, "
                        + settings.maxWait().toMillis() + " ms: "
                        + held() + " wait for engine \"" + settings.over()
                        + "\". Nothing of the batch was written");
            }
            filling.hurry();
            work.signal();
            UninterruptedWait.on(progress, end - System.nanoTime());
            refuseIfClosed();
            refuseIfFailing();
        }
    }

    private boolean isShut(List<Mutation> batch) {
        return !shut.isEmpty() && batch.stream().anyMatch(mutation -> shut.contains(mutation.store()));
    }

    private boolean fits(List<Mutation> batch) {
        long more = batch.stream().filter(mutation -> !filling.has(mutation)).count();
        return filling.objects() + flight.objects() + more <= settings.maxObjects()
                && filling.bytes() + flight.bytes() + bytes(batch) <= settings.maxBytes();
    }

    private static long bytes(List<Mutation> batch) {
        return batch.stream().mapToLong(Pending::bytes).sum();
    }

    /** How many are held, of those whose writers wait too. */
    int objects() {
        lock.lock();
        try {
            return filling.objects() + flight.objects();
        } finally {
            lock.unlock();
        }
    }

    private String held() {
        return objects() + " objects, " + (filling.bytes() + flight.bytes()) + " bytes";
    }

    /** What is known here of the key: its newest acknowledged change. */
    Optional<Mutation> find(StoreId store, StoreKey key) {
        lock.lock();
        try {
            refuseIfClosed();
            return filling.acknowledged(store, key).or(() -> flight.acknowledged(store, key));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest acknowledged changes of a store's keys in their order.
     *
     * @param start empty to start at the beginning
     * @param exclusive whether the start itself is left out
     * @param most how many at most
     */
    NavigableMap<StoreKey, Mutation> changes(StoreId store, Optional<StoreKey> start, boolean exclusive, int most) {
        NavigableMap<StoreKey, Mutation> found = new TreeMap<>();
        lock.lock();
        try {
            refuseIfClosed();
            for (Generation generation : List.of(flight, filling)) {
                NavigableMap<StoreKey, Pending> all = generation.of(store);
                collect(start.map(key -> all.tailMap(key, !exclusive)).orElse(all), most, found);
            }
        } finally {
            lock.unlock();
        }
        while (found.size() > most) {
            found.pollLastEntry();
        }
        return found;
    }

    private static void collect(
            NavigableMap<StoreKey, Pending> from, int most, NavigableMap<StoreKey, Mutation> found) {
        from.values().stream()
                .flatMap(pending -> pending.acknowledged().stream())
                .limit(most)
                .forEach(mutation -> found.put(mutation.key(), mutation));
    }

    /** The keys of a store that are filling with an acknowledged change; none is in flight for who has the turn below. */
    List<Pending> pending(StoreId store) {
        lock.lock();
        try {
            refuseIfClosed();
            return filling.of(store).values().stream()
                    .filter(pending -> pending.acknowledged().isPresent())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    boolean has(StoreId store) {
        lock.lock();
        try {
            refuseIfClosed();
            return !filling.of(store).isEmpty() || !flight.of(store).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    SortedSet<StoreId> stores() {
        lock.lock();
        try {
            refuseIfClosed();
            SortedSet<StoreId> stores = new TreeSet<>(flight.stores());
            stores.addAll(filling.stores());
            return stores;
        } finally {
            lock.unlock();
        }
    }

    /** Writes to the store wait from now on. */
    void shut(StoreId store) {
        lock.lock();
        try {
            refuseIfClosed();
            shut.add(store);
        } finally {
            lock.unlock();
        }
    }

    void reopen(StoreId store) {
        lock.lock();
        try {
            shut.remove(store);
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void refuseIfClosed() {
        lock.lock();
        try {
            if (closing) {
                throw new StorageException.Closed("the write buffer of instance \"" + instance + "\" was closed");
            }
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfFailing() {
        if (failure != null) {
            throw Refusals.again(failure);
        }
    }

    /** For the writer thread: blocks until there is something to write; false if there never will be. */
    boolean awaitWork() {
        lock.lock();
        try {
            while (!givenUp && !(closing && filling.isEmpty())) {
                long wait = filling.isEmpty() ? Long.MAX_VALUE : nanosUntilDue();
                if (wait <= 0) {
                    return true;
                }
                UninterruptedWait.on(work, wait);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private long nanosUntilDue() {
        long now = System.nanoTime();
        if (failure != null) {
            return retryAtNanos - now;
        }
        boolean half = filling.objects() * 2L >= settings.maxObjects() || filling.bytes() * 2 >= settings.maxBytes();
        return closing || half || filling.isUrgent()
                ? 0
                : filling.sinceNanos() + settings.linger().toNanos() - now;
    }

    /** For the writer thread, which has the turn below: what is filling is in flight from now on. */
    Generation takeOff() {
        lock.lock();
        try {
            flight = filling;
            filling = new Generation(flush);
            return flight;
        } finally {
            lock.unlock();
        }
    }

    void landed() {
        lock.lock();
        try {
            if (failure != null) {
                LOG.info("buffer written again instance={} over={} objects={}", instance, settings.over(), held());
            }
            failure = null;
            retryAfter = FIRST_RETRY;
            endFlight(Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    /** What was acknowledged is kept and tried again; whoever waits is told. */
    void crashed(Throwable cause) {
        lock.lock();
        try {
            Generation failed = flight;
            StorageException why = Refusals.of(
                    cause,
                    "the write buffer of instance \"" + instance + "\" could not be written to engine \""
                            + settings.over() + "\"");
            if (failure == null) {
                LOG.warn(
                        "buffer not written, tried again until it is instance={} over={} held=\"{}\" reason=\"{}\"",
                        instance,
                        settings.over(),
                        held(),
                        why.getMessage());
            }
            filling.takeBack();
            filling.end(Optional.of(why));
            Generation kept = new Generation(flush);
            kept.standsOn(filling);
            kept.standsOn(failed);
            filling = kept;
            failure = kept.isEmpty() ? null : why;
            retryAtNanos = System.nanoTime() + retryAfter.toNanos();
            retryAfter = retryAfter.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retryAfter.multipliedBy(2) : LAST_RETRY;
            endFlight(Optional.of(why));
        } finally {
            lock.unlock();
        }
    }

    private void endFlight(Optional<StorageException> why) {
        flight.end(why);
        flight = new Generation(flush);
        progress.signalAll();
    }

    /**
     * Refuses all later calls and waits until everything is below. Gives up what the engine below keeps refusing for as
     * long as writes wait for room, or does not take within a minute.
     *
     * @return how many objects are not, and are lost
     */
    int close() {
        lock.lock();
        try {
            closing = true;
            retryAtNanos = System.nanoTime();
            work.signal();
            progress.signalAll();
            long begin = System.nanoTime();
            long left = leftToClose(begin);
            while (!(filling.isEmpty() && flight.isEmpty()) && left > 0) {
                UninterruptedWait.on(progress, left);
                left = leftToClose(begin);
            }
            int lost = filling.acknowledged() + flight.acknowledged();
            giveUp();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    private long leftToClose(long beginNanos) {
        Duration bound = failure == null ? LONGEST_CLOSE : settings.maxWait();
        return beginNanos + bound.toNanos() - System.nanoTime();
    }

    private void giveUp() {
        givenUp = true;
        StorageException why = new StorageException.Unavailable(
                "the write buffer of instance \"" + instance + "\" was closed before the write was below");
        filling.end(Optional.of(why));
        filling = new Generation(flush);
        work.signal();
        progress.signalAll();
    }

    /** Why nothing could be written at the last attempt; empty if it could. */
    Optional<StorageException> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }
}
