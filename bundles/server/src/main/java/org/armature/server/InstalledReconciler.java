package org.armature.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.Sibling;

/** A reconciler that is there, and whether it may be used. Thread-safe. */
final class InstalledReconciler {
    /** One late merge may be a pause of the machine. */
    static final int LATE_IN_A_ROW = 3;

    enum State {
        CHECKED_STILL,
        FIT,
        /** It did not pass what is tried on every reconciler before it is used. */
        REFUSED,
        /** It was used, and did what it must not. */
        SET_ASIDE
    }

    private final Reconciler reconciler;
    private final EngineOrigin origin;
    private final String name;
    private final String version;
    private final ReconcilerCalls calls;
    private final Consumer<InstalledReconciler> changed;
    private final AtomicInteger lateInARow = new AtomicInteger();
    private State state = State.CHECKED_STILL;
    private String why = "";
    private boolean verdictTold;

    /**
     * @param name it says of itself
     * @param version it says of itself
     * @param changed told when it became fit, or is no more
     */
    InstalledReconciler(
            Reconciler reconciler,
            EngineOrigin origin,
            String name,
            String version,
            ScheduledExecutorService clock,
            Consumer<InstalledReconciler> changed) {
        this.reconciler = reconciler;
        this.origin = origin;
        this.name = name;
        this.version = version;
        this.changed = changed;
        this.calls = new ReconcilerCalls(reconciler, name, clock, () -> setAside("a merge does not come to an end"));
    }

    Reconciler reconciler() {
        return reconciler;
    }

    EngineOrigin origin() {
        return origin;
    }

    String name() {
        return name;
    }

    /** As it says it, and as its bundle has it, if that is told. */
    String version() {
        return version;
    }

    synchronized State state() {
        return state;
    }

    /** Why it is not used; empty if it is. */
    synchronized String why() {
        return why;
    }

    @Override
    public String toString() {
        return "reconciler " + name + " " + version
                + (origin.equals(EngineOrigin.NONE) ? "" : " of " + origin.symbolicName() + " " + origin.version());
    }

    /** @param objection what is wrong with it; empty if nothing was found. Without effect if that was said already */
    boolean judged(Optional<String> objection) {
        return become(State.CHECKED_STILL, objection.isPresent() ? State.REFUSED : State.FIT, objection.orElse(""));
    }

    /** Reads that wait for it are answered at once. */
    private void setAside(String reason) {
        if (become(State.FIT, State.SET_ASIDE, reason)) {
            calls.end(Duration.ZERO);
        }
    }

    private boolean become(State from, State to, String reason) {
        synchronized (this) {
            if (state != from) {
                return false;
            }
            state = to;
            why = reason;
        }
        changed.accept(this);
        synchronized (this) {
            verdictTold = true;
            notifyAll();
        }
        return true;
    }

    /** Blocks until it was judged and serves if it may, or the time is up. */
    synchronized State awaitVerdict(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        long millis = limit.toMillis();
        try {
            while (!verdictTold && millis > 0) {
                wait(millis);
                millis = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return state;
    }

    /** @param mostBytes that what it makes may have, or twice what the siblings have together */
    CompletableFuture<MergeResult> merge(List<Sibling> siblings, int mostBytes, Duration limit) {
        long given = siblings.stream().mapToLong(Sibling::length).sum();
        return calls.merge(siblings, limit).thenApply(result -> watched(result, Math.max(mostBytes, 2 * given), limit));
    }

    private MergeResult watched(MergeResult result, long mostBytes, Duration limit) {
        if (result instanceof MergeResult.Merged merged) {
            lateInARow.set(0);
            if (merged.value().length() > mostBytes) {
                setAside("it made " + merged.value().length() + " bytes of siblings, where " + mostBytes
                        + " are allowed");
                return new MergeResult.Failed("too long");
            }
        } else if (result instanceof MergeResult.Late && lateInARow.incrementAndGet() >= LATE_IN_A_ROW) {
            setAside(LATE_IN_A_ROW + " merges in a row took longer than " + limit.toMillis() + " ms");
        } else if (result instanceof MergeResult.Failed failed) {
            setAside(failed.how());
        }
        return result;
    }

    /** It is asked nothing more; what is under way may end, within the limit. */
    void end(Duration limit) {
        calls.end(limit);
    }
}
