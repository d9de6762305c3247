package org.armature.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.armature.protocol.Message;
import org.armature.simulator.world.Timeline;

/**
 * One call, by the rules of the client as shipped: a node gets a share of what is left of the deadline, then the next is
 * asked with the same request id; the first answer counts, be it a late one; between rounds there is a pause; a call of
 * which nothing can have happened ends after four rounds of refusals, any other goes on to its deadline.
 */
final class Call {
    private static final long MILLI = 1_000_000L;
    private static final int MOST_SHARES = 3;
    private static final int ROUNDS = 4;
    private static final long LEAST_SHARE = 200 * MILLI;
    private static final long RECHECK = 100 * MILLI;
    private static final long MOST_TRAVEL = 100 * MILLI;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Asking asking;
    private final List<NodeLink> links;
    private final Timeline timeline;
    private final SplittableRandom random;
    private final long deadline;
    private final Consumer<Asking.Ending> end;
    private final List<Attempt> thisRound = new ArrayList<>();
    private final List<Attempt> before = new ArrayList<>();
    private Attempt latest;
    private boolean lastRefused;
    private boolean effectUnknown;
    private boolean rejected;
    private boolean ended;
    private int rounds;
    private long wakes;

    /** @param limitNanos for the whole call */
    Call(
            Asking asking,
            List<NodeLink> links,
            Timeline timeline,
            SplittableRandom random,
            long limitNanos,
            Consumer<Asking.Ending> end) {
        this.asking = asking;
        this.links = links;
        this.timeline = timeline;
        this.random = random;
        this.deadline = timeline.now() + limitNanos;
        this.end = end;
    }

    void start() {
        tryNodes();
    }

    void answered(Attempt attempt, Message message) {
        if (ended) {
            return;
        }
        if (asking.isAnswer(message)) {
            finish(Asking.Ending.Kind.OK, Optional.of(message), attempt.link().node());
            return;
        }
        Message.Outcome outcome =
                message instanceof Message.Failure failure ? failure.outcome() : Message.Outcome.UNKNOWN;
        rejected |= outcome == Message.Outcome.REJECTED;
        effectUnknown |= outcome == Message.Outcome.UNKNOWN;
        lastRefused = attempt == latest;
        goOn(attempt);
    }

    void lost(Attempt attempt) {
        if (!ended) {
            effectUnknown = true;
            lastRefused = false;
            goOn(attempt);
        }
    }

    private void goOn(Attempt over) {
        if (rejected && (!anyOutstanding() || !asking.isWrite())) {
            finish(
                    asking.isWrite() && effectUnknown ? Asking.Ending.Kind.UNKNOWN : Asking.Ending.Kind.FAILED,
                    Optional.empty(),
                    -1);
        } else if (over == latest) {
            tryNodes();
        }
    }

    private void wake(long number) {
        if (ended || number != wakes) {
            return;
        }
        if (latest != null && latest.isOutstanding()) {
            latest.link().overdue(latest.sentAt());
        }
        if (timeline.now() >= deadline) {
            finish(mayHaveHappened() ? Asking.Ending.Kind.UNKNOWN : Asking.Ending.Kind.FAILED, Optional.empty(), -1);
        } else {
            tryNodes();
        }
    }

    private void wakeAt(long nanos) {
        long number = ++wakes;
        timeline.at(Math.min(nanos, deadline), () -> wake(number));
    }

    private void tryNodes() {
        if (rejected || (effectMayBeKnownToOthers() && !asking.mayBeRepeated())) {
            wakeAt(deadline);
        } else if (!tryNodes(false) && (anyOutstanding() || !tryNodes(true))) {
            nobodyLeft();
        }
    }

    private boolean effectMayBeKnownToOthers() {
        return effectUnknown || anyOutstanding();
    }

    private boolean tryNodes(boolean silentOnes) {
        int first = random.nextInt(links.size());
        for (int i = 0; i < links.size(); i++) {
            NodeLink link = links.get((first + i) % links.size());
            if (link.isOpen() && link.isSilent() == silentOnes && mayBeTried(link) && send(link)) {
                return true;
            }
        }
        return false;
    }

    private boolean send(NodeLink link) {
        long now = timeline.now();
        long left = deadline - now;
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(left - Math.min(left / 10, MOST_TRAVEL)));
        Attempt attempt = new Attempt(this, link, now);
        if (!link.send(attempt, asking.request(millis, mayHaveHappened()))) {
            return false;
        }
        latest = attempt;
        thisRound.add(attempt);
        wakeAt(now + share(left));
        return true;
    }

    private boolean mayBeTried(NodeLink link) {
        return thisRound.stream().noneMatch(attempt -> attempt.link() == link)
                && before.stream().noneMatch(attempt -> attempt.link() == link && attempt.isOutstanding());
    }

    private long share(long left) {
        int untried = (int) links.stream().filter(this::mayBeTried).count();
        return Math.max(LEAST_SHARE, left / Math.min(untried + 1, MOST_SHARES));
    }

    private void nobodyLeft() {
        long now = timeline.now();
        if (anyOutstanding() || thisRound.isEmpty()) {
            wakeAt(now + RECHECK);
            return;
        }
        rounds++;
        before.addAll(thisRound);
        thisRound.clear();
        if (rounds >= ROUNDS && lastRefused && !mayHaveHappened()) {
            finish(Asking.Ending.Kind.FAILED, Optional.empty(), -1);
            return;
        }
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(rounds - 1, 16)) * MILLI;
        wakeAt(now + longest / 2 + random.nextLong(longest / 2 + 1));
    }

    private boolean anyOutstanding() {
        return thisRound.stream().anyMatch(Attempt::isOutstanding)
                || before.stream().anyMatch(Attempt::isOutstanding);
    }

    private boolean mayHaveHappened() {
        return asking.isWrite() && (effectUnknown || anyOutstanding());
    }

    private void finish(Asking.Ending.Kind kind, Optional<Message> answer, int node) {
        ended = true;
        end.accept(new Asking.Ending(kind, answer, node));
    }
}
