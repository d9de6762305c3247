package org.armature.client.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;

/**
 * One call from its start to its one end: which node is asked, when the next is, and when to stop.
 *
 * <p>A node gets a share of what is left of the deadline, and the next is asked when that has passed; the first answer
 * counts, be it a late one. Every node is asked once a round; between rounds there is a pause. Asking again never does a
 * write twice, for all attempts carry one request id, and those after one that may have had its effect say so. A node that does not take the request for wrong in itself ends
 * the call; a call of which nothing can have happened ends after {@link #ROUNDS} rounds of refusals, any other goes on
 * to its deadline. An operation that is not repeatable stays with the first node at which it may have had its effect.
 *
 * <p>A get may be hedged: while its node has the rest of its share, a second one is asked too. Until that share ends, what
 * one of the two refuses does not end the call, for the other may still answer.
 *
 * <p>Events come from any thread, each takes the call's lock; the caller's stage is completed outside it.
 */
final class Call<R> implements Parked {
    private static final int MOST_SHARES = 3;
    private static final int ROUNDS = 4;
    private static final long LEAST_SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FULL_BUFFER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** The longest deadline a node takes; a call that has more time left asks again. */
    private static final long MOST_MILLIS_AT_A_NODE = 600_000;

    private static final long MOST_TRAVEL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Backoff PAUSE = new Backoff(100, 1_000);

    private final Operation<R> operation;
    private final Cluster cluster;
    private final boolean flushAtOnce;
    private final Span span;
    private final Observation observation;
    private final Hedging hedging;
    private final long startedNanos = System.nanoTime();
    private final long deadlineNanos;
    private final CompletableFuture<R> result = new CompletableFuture<>();

    // guarded by this until the end
    private Attempt latest;
    private Attempt lastOfPreviousRound;
    private int outstanding;
    private boolean effectUnknown;
    private Message.Failure rejection;
    private int rounds;
    private long wakeAt = startedNanos;
    private int changesSeen;
    private boolean sending;
    private boolean parked;
    private boolean hedgePlanned;
    private boolean hedged;
    private long hedgeAt;
    private boolean ended;
    private boolean published;
    private R value;
    private StoreException error;

    /**
     * @param span in which it must end; may have begun before this call
     * @param observation of the operation it is a part of
     * @param flushAtOnce whether somebody waits for this very call, so that its request leaves alone
     */
    Call(Operation<R> operation, Cluster cluster, Span span, Observation observation, boolean flushAtOnce) {
        this.operation = operation;
        this.cluster = cluster;
        this.flushAtOnce = flushAtOnce;
        this.span = span;
        this.observation = observation;
        deadlineNanos = span.deadlineNanos();
        hedging = operation.hedging();
        hedging.begun();
    }

    CompletableFuture<R> result() {
        return result;
    }

    // ---- events

    /** Does what is due at that time, if anything. */
    void proceed(long now) {
        boolean over;
        synchronized (this) {
            if (!ended) {
                advance(now);
                settle(now);
            }
            over = isToBePublished();
        }
        if (over) {
            publish();
        }
    }

    @Override
    public void resume(long now, boolean nodeCameUp) {
        synchronized (this) {
            parked = false;
            if (nodeCameUp) {
                wakeAt = now;
            }
        }
        proceed(now);
    }

    void answered(Attempt attempt, Message message, long now) {
        boolean over;
        synchronized (this) {
            if (!ended && attempt.isOutstanding()) {
                outstanding--;
                Optional<R> answer = operation.result(message);
                if (answer.isPresent()) {
                    attempt.answered(now);
                    hedging.answered(now - askedNanos(attempt));
                    value = answer.get();
                    ended = true;
                } else {
                    failed(attempt, operation.judged(asFailure(message)), now);
                    settle(now);
                }
            }
            over = isToBePublished();
        }
        if (over) {
            publish();
        }
    }

    /** The connection ended; nobody knows whether the node had the request. */
    void lost(Attempt attempt, String reason, long now) {
        boolean over;
        synchronized (this) {
            if (!ended && attempt.isOutstanding()) {
                outstanding--;
                attempt.lost(reason, now);
                effectUnknown = true;
                if (!sending) {
                    goOn(attempt, now);
                    settle(now);
                }
            }
            over = isToBePublished();
        }
        if (over) {
            publish();
        }
    }

    @Override
    public void abandon(String reason) {
        boolean over;
        synchronized (this) {
            if (!ended) {
                end(verdict().abandoned(reason));
            }
            over = isToBePublished();
        }
        if (over) {
            publish();
        }
    }

    // ---- under the lock

    /** Once, at the end. */
    private boolean isToBePublished() {
        boolean now = ended && !published;
        published |= now;
        return now;
    }

    private void advance(long now) {
        if (now - wakeAt < 0) {
            hedgeIfDue(now);
            return;
        }
        for (Attempt attempt = latest; attempt != null; attempt = attempt.previous()) {
            if (attempt.isOutstanding()) {
                attempt.session().overdue(attempt.sentNanos());
            }
        }
        if (rejection != null && !operation.isWrite()) {
            end(verdict().rejected(rejection));
        } else if (now - deadlineNanos >= 0) {
            end(span.isOverAt(startedNanos) ? verdict().notBegun() : verdict().deadlinePassed());
        } else {
            tryNodes(now);
        }
    }

    private void tryNodes(long now) {
        changesSeen = cluster.changes();
        if (rejection != null) {
            wakeAt = operation.isWrite() ? deadlineNanos : wakeAt;
        } else if (!tryNodes(now, false, false) && (outstanding > 0 || !tryNodes(now, true, false))) {
            nobodyLeft(now);
        }
    }

    private void hedgeIfDue(long now) {
        if (hedgePlanned && now - hedgeAt >= 0) {
            hedgePlanned = false;
            hedged = outstanding == 1 && rejection == null && tryNodes(now, false, true);
        }
    }

    private boolean tryNodes(long now, boolean silentOnes, boolean hedge) {
        List<NodeLink> links = cluster.links();
        int first = cluster.nextTurn();
        for (int i = 0; i < links.size(); i++) {
            NodeLink link = links.get((first + i) % links.size());
            Session session = link.session().orElse(null);
            if (session != null
                    && session.isSilent() == silentOnes
                    && !session.wasFullAt(now)
                    && mayBeTried(link)
                    && (!hedge || hedging.take())
                    && send(session, hedge, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeTried(NodeLink link) {
        if (isLeftToOneNode()) {
            return false;
        }
        boolean thisRound = true;
        for (Attempt attempt = latest; attempt != null; attempt = attempt.previous()) {
            thisRound &= attempt != lastOfPreviousRound;
            if (attempt.session().link() == link && (thisRound || attempt.isOutstanding())) {
                return false;
            }
        }
        return true;
    }

    private boolean send(Session session, boolean hedge, long now) {
        Attempt before = latest;
        Attempt attempt = new Attempt(this, session, before, hedge, now);
        Message request = operation.request(millisForNode(now), mayHaveHappened());
        latest = attempt;
        outstanding++;
        sending = true;
        boolean taken = session.send(attempt, request, flushAtOnce || before != null);
        sending = false;
        if (!taken) {
            outstanding--;
            attempt.notSent();
            latest = before;
            return false;
        }
        wakeAt = earlier(now + share(now), deadlineNanos);
        if (!hedged && !hedge) {
            planHedge(now);
        }
        return attempt.isOutstanding();
    }

    private void planHedge(long now) {
        OptionalLong delay = hedging.delayNanos();
        hedgePlanned = delay.isPresent();
        hedgeAt = now + delay.orElse(0);
    }

    /** When the get was asked that the hedge stood beside, if it was the hedge that was answered. */
    private static long askedNanos(Attempt answered) {
        return answered.isHedge() ? answered.previous().sentNanos() : answered.sentNanos();
    }

    /** A little less than is left, so that what the node answers at its own deadline still arrives before ours. */
    private long millisForNode(long now) {
        long left = deadlineNanos - now;
        long millis = TimeUnit.NANOSECONDS.toMillis(left - Math.min(left / 10, MOST_TRAVEL_NANOS));
        return Math.min(Math.max(1, millis), MOST_MILLIS_AT_A_NODE);
    }

    private long share(long now) {
        int untried = 0;
        for (NodeLink link : cluster.links()) {
            untried += mayBeTried(link) ? 1 : 0;
        }
        return Math.max(LEAST_SHARE_NANOS, (deadlineNanos - now) / Math.min(untried + 1, MOST_SHARES));
    }

    private void failed(Attempt attempt, Message.Failure failure, long now) {
        attempt.failed(failure, now);
        if (failure.outcome() == Message.Outcome.REJECTED) {
            rejection = failure;
        } else if (failure.outcome() == Message.Outcome.UNKNOWN) {
            effectUnknown = true;
        }
        if (operation.isTriedOnce() && failure.outcome() == Message.Outcome.NOT_DONE && !mayHaveHappened()) {
            end(verdict().refused());
        } else {
            goOn(attempt, now);
        }
    }

    private void goOn(Attempt over, long now) {
        if (rejection != null && (outstanding == 0 || !(operation.isWrite() || hedged))) {
            end(verdict().rejected(rejection));
        } else if (outstanding == 0 || (over == latest && !over.isHedge())) {
            tryNodes(now);
        }
    }

    private void nobodyLeft(long now) {
        if (outstanding > 0) {
            wakeAt = earlier(now + RECHECK_NANOS, deadlineNanos);
        } else if (isLeftToOneNode()) {
            end(verdict().notRepeated());
        } else if (latest == lastOfPreviousRound) {
            waitForNode(now);
        } else {
            rounds++;
            lastOfPreviousRound = latest;
            wakeAt = earlier(now + PAUSE.nanos(rounds - 1, ThreadLocalRandom.current()), deadlineNanos);
            if (rounds >= ROUNDS && latest.failure().isPresent() && !mayHaveHappened()) {
                end(verdict().refused());
            }
        }
    }

    private void waitForNode(long now) {
        Optional<Message.Failure> refused = cluster.refusedByAll();
        if (refused.isPresent()) {
            end(verdict().rejected(refused.get()));
        } else if (cluster.links().stream().anyMatch(link -> link.session().isPresent())) {
            wakeAt = earlier(now + FULL_BUFFER_NANOS, deadlineNanos);
        } else {
            wakeAt = deadlineNanos;
        }
    }

    private void settle(long now) {
        if (!ended && cluster.isClosed()) {
            end(verdict().abandoned(Cluster.CLOSED));
        }
        if (ended) {
            return;
        }
        if (outstanding == 0 && !parked) {
            parked = true;
            cluster.park(this);
            if (cluster.changes() != changesSeen) {
                wakeAt = now;
            }
        }
        cluster.expect(hedgePlanned ? earlier(wakeAt, hedgeAt) : wakeAt);
    }

    private boolean mayHaveHappened() {
        return operation.isWrite() && (effectUnknown || outstanding > 0);
    }

    private boolean isLeftToOneNode() {
        return !operation.isRepeatable() && mayHaveHappened();
    }

    private Verdict verdict() {
        return new Verdict(operation, cluster, latest, effectUnknown, span);
    }

    private void end(StoreException with) {
        error = with;
        ended = true;
    }

    private static Message.Failure asFailure(Message message) {
        return message instanceof Message.Failure failure
                ? failure
                : new Message.Failure(
                        ErrorCode.BAD_FRAME,
                        Message.Outcome.UNKNOWN,
                        "with " + message.getClass().getSimpleName() + ", which is no answer to this request");
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    // ---- outside the lock, after the end, when nothing changes any more

    private void publish() {
        for (Attempt attempt = latest; attempt != null; attempt = attempt.previous()) {
            if (attempt.isOutstanding()) {
                attempt.session().forget(attempt);
                if (hedged) {
                    attempt.session().doubt(attempt.sentNanos());
                }
            }
        }
        observation.attempts(latest);
        if (error == null) {
            operation.siblings(value).ifPresent(observation::found);
        }
        Stages.complete(result, value, error);
    }
}
