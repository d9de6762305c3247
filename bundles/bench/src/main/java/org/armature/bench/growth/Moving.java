package org.armature.bench.growth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.RingChange;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.PlannedChange;

/** Carries one change of the ring out, and says what it moved and how long that took. */
final class Moving {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration CLEANING_LIMIT = Duration.ofMinutes(2);
    private static final long POLL_NANOS = 100_000_000;

    private final AdminClient operator;
    private final Supplier<NodeFigures> figures;
    private final long entriesInAll;

    /**
     * @param operator of a member that stays
     * @param figures of all nodes, asked again and again
     * @param entriesInAll that all nodes hold together when each key lies on its owners and nowhere else
     */
    Moving(AdminClient operator, Supplier<NodeFigures> figures, long entriesInAll) {
        this.operator = operator;
        this.figures = figures;
        this.entriesInAll = entriesInAll;
    }

    /**
     * Returns when everything is where it belongs.
     *
     * @param committing is told right before the commit
     * @throws TimeoutException if places still move after ten minutes
     */
    Change carryOut(PlannedChange planned, Runnable committing) throws InterruptedException, TimeoutException {
        RingChange change = RingChange.plan(operator, planned, LIMIT);
        NodeFigures before = figures.get();
        committing.run();
        long begun = System.nanoTime();
        change.commit().awaitSettled();
        Duration settled = Duration.ofNanos(System.nanoTime() - begun);
        Optional<Duration> cleaned = awaitCleaned(begun);
        NodeFigures after = figures.get();
        PlanFigures plan = change.plan().figures();
        return new Change(
                planned.text(),
                plan.copies(),
                plan.leastCopies(),
                after.placesTaken() - before.placesTaken(),
                after.bytesSent() - before.bytesSent(),
                settled,
                cleaned);
    }

    private Optional<Duration> awaitCleaned(long begun) throws InterruptedException {
        long end = System.nanoTime() + CLEANING_LIMIT.toNanos();
        while (figures.get().entries() > entriesInAll) {
            if (System.nanoTime() - end > 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
    }
}
