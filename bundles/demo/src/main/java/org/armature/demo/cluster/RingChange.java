package org.armature.demo.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.armature.client.AdminClient;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.PlannedChange;

/** A change of the ring as an operator makes it: planned, then committed, then waited for until all places have moved. */
public final class RingChange {
    private static final long POLL_NANOS = 50_000_000;

    private final AdminClient operator;
    private final PlanReply plan;
    private final long limitNanos;

    private RingChange(AdminClient operator, PlanReply plan, long limitNanos) {
        this.operator = operator;
        this.plan = plan;
        this.limitNanos = limitNanos;
    }

    /**
     * Asks for a plan until there is one: that a candidate is there is known to all members after some rounds of gossip.
     *
     * @param operator of a member
     * @param limit for the plan, and again for the moves
     * @throws TimeoutException with the refusals, if there is none at the limit
     */
    public static RingChange plan(AdminClient operator, PlannedChange change, Duration limit)
            throws InterruptedException, TimeoutException {
        PlanReply[] last = new PlanReply[1];
        PlanReply plan = await(
                limit.toNanos(),
                () -> {
                    last[0] = operator.plan(List.of(change), false);
                    return last[0].isRefused() ? Optional.empty() : Optional.of(last[0]);
                },
                () -> "a plan to " + change.text() + ": " + String.join("; ", last[0].refusals()));
        return new RingChange(operator, plan, limit.toNanos());
    }

    public PlanReply plan() {
        return plan;
    }

    /** Returns once it was decided. */
    public Committed commit() {
        return new Committed(operator.commit(plan.id(), false).epoch());
    }

    /** A change that was decided, and ends by another epoch of the ring. */
    public final class Committed {
        private final long epoch;

        private Committed(long epoch) {
            this.epoch = epoch;
        }

        /** @throws TimeoutException if places still move at the limit */
        public void awaitSettled() throws InterruptedException, TimeoutException {
            await(limitNanos, this::settled, () -> "ring epoch " + epoch + " to end");
        }

        private Optional<RingReply> settled() {
            RingReply ring = operator.ring();
            return ring.epoch() > epoch && ring.progress().isSettled() ? Optional.of(ring) : Optional.empty();
        }
    }

    private static <T> T await(long limitNanos, Supplier<Optional<T>> attempt, Supplier<String> what)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limitNanos;
        while (true) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException(
                        "after " + Duration.ofNanos(limitNanos).toSeconds() + " s still waiting for " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
