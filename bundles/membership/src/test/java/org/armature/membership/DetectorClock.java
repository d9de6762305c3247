package org.armature.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.armature.model.NodeId;

/** Drives a detector through virtual time, and remembers what it said. Peers are told what to do by the test. */
final class DetectorClock {
    /** A time at which the system's clock would wrap before the test ends. */
    private static final long BEGIN = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    private record Due(long at, DetectorEvent event) {}

    final FailureDetector detector;
    final List<DetectorEffect.Changed> changes = new ArrayList<>();
    final List<DetectorEffect.SendPing> pings = new ArrayList<>();
    final List<DetectorEffect.Reconnect> reconnects = new ArrayList<>();

    private final List<Due> due = new ArrayList<>();
    private AnswerDelay delay = (peer, number) -> NEVER;
    private LongUnaryOperator lateness = wished -> 0;
    private long now = BEGIN;
    private boolean mustWake;
    private long wakeAt;

    static final long NEVER = -1;

    /** How long after a ping its answer comes, in milliseconds, or {@link #NEVER}. */
    @FunctionalInterface
    interface AnswerDelay {
        long millis(NodeId peer, long number);
    }

    DetectorClock(DetectorSettings settings) {
        detector = new FailureDetector(settings);
    }

    void answersTake(AnswerDelay delay) {
        this.delay = delay;
    }

    /** How late this node comes to its appointments, in milliseconds; all that is due meanwhile waits, too. */
    void comesLate(LongUnaryOperator lateness) {
        this.lateness = lateness;
    }

    long millis() {
        return (now - BEGIN) / 1_000_000;
    }

    void tell(DetectorEvent event) {
        for (DetectorEffect effect : detector.on(event, now)) {
            if (effect instanceof DetectorEffect.SendPing ping) {
                pings.add(ping);
                long answer = delay.millis(ping.peer(), ping.number());
                if (answer != NEVER) {
                    later(answer, new DetectorEvent.Ponged(ping.peer(), ping.number()));
                }
            } else if (effect instanceof DetectorEffect.Changed changed) {
                changes.add(changed);
            } else if (effect instanceof DetectorEffect.Reconnect reconnect) {
                reconnects.add(reconnect);
            } else if (effect instanceof DetectorEffect.WakeAt wake) {
                mustWake = true;
                wakeAt = wake.monoNanos();
            } else {
                throw new AssertionError(effect);
            }
        }
    }

    void later(long millis, DetectorEvent event) {
        due.add(new Due(now + millis * 1_000_000, event));
    }

    void run(long millis) {
        long end = now + millis * 1_000_000;
        while (true) {
            Due next = next();
            if (next == null || next.at() - end > 0) {
                now = now - end > 0 ? now : end;
                return;
            }
            if (due.remove(next)) {
                now = now - next.at() > 0 ? now : next.at();
            } else {
                mustWake = false;
                now = now - next.at() > 0 ? now : next.at();
                now += lateness.applyAsLong(millis()) * 1_000_000;
            }
            tell(next.event());
        }
    }

    private Due next() {
        Due next = mustWake ? new Due(wakeAt, new DetectorEvent.TimePassed()) : null;
        for (Due each : due) {
            next = next == null || each.at() - next.at() < 0 ? each : next;
        }
        return next;
    }

    PeerState state(NodeId peer) {
        return detector.state(peer);
    }

    List<PeerState> statesOf(NodeId peer) {
        return changes.stream()
                .filter(change -> change.peer().equals(peer))
                .map(DetectorEffect.Changed::state)
                .toList();
    }
}
