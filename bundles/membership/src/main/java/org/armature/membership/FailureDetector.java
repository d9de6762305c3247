package org.armature.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * Tells from pings and their answers which peers are up, slow or down, for this node alone (Dynamo §4.8.3: a local
 * notion of failure is enough). Only an answer counts: a stopped process still accepts connections.
 *
 * <p>A peer is <em>down</em> when its connection is lost, or when nothing was answered for longer than is ordinary for
 * it: its answers' mean and deviation set that bound, as in accrual detectors, between {@code suspectAfter} and
 * {@value #MOST_PATIENCE} times that. It is up again after an answer, and after several if it fell several times lately.
 * It is <em>slow</em> when it usually takes longer than {@code slowAfter} and {@value #MANY_TIMES} times what is
 * ordinary for the median peer, so that a machine whose processes are all starved has no slow one; or when it answers to
 * some pings and never to others. What this node missed because it was itself
 * away or late is not held against anybody.
 *
 * <p>No clock, no thread, no I/O: equal events give equal effects. Not thread-safe; owned by one loop. Costs one small
 * message for each peer and interval.
 */
public final class FailureDetector {
    private static final int MOST_PATIENCE = 5;
    private static final int MANY_TIMES = 5;
    /** A slow peer is forgiven below this multiple of the others, or below this part of {@code slowAfter}. */
    private static final int FORGIVEN = 2;
    /** Times the silence that makes a peer down: the connection is not believed in any more. */
    private static final int GIVE_UP = 2;
    /** Lateness that is lived with, as a part of the interval. */
    private static final int TOLERATED_PART = 5;
    /** How much of its own lateness a node grants the others. */
    private static final int LATENESS_WEIGHT = 4;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long interval;
    private final long suspectAfter;
    private final long slowAfter;
    private final OwnPace pace;
    private final SortedMap<NodeId, WatchedPeer> peers = new TreeMap<>();
    private List<DetectorEffect> effects = new ArrayList<>();
    private boolean mustWake;
    private long wakeAt;
    private long ignored;

    public FailureDetector(DetectorSettings settings) {
        interval = settings.pingInterval().toNanos();
        suspectAfter = settings.suspectAfter().toNanos();
        slowAfter = settings.slowAfter().toNanos();
        pace = new OwnPace(interval / TOLERATED_PART);
    }

    /** @param monoNanos never goes back */
    public List<DetectorEffect> on(DetectorEvent event, long monoNanos) {
        excuseOwnAbsence(monoNanos);
        dispatch(event, monoNanos);
        peers.forEach((id, peer) -> lookAt(id, peer, monoNanos));
        compareSpeeds();
        wishToWake();
        List<DetectorEffect> told = effects;
        effects = new ArrayList<>();
        return told;
    }

    /** {@link PeerState#DOWN} for one that was never connected. */
    public PeerState state(NodeId peer) {
        WatchedPeer watched = peers.get(peer);
        return watched == null ? PeerState.DOWN : watched.state();
    }

    /** Answers that nobody waited for: late, doubled, or of another connection. */
    public long ignoredAnswers() {
        return ignored;
    }

    private void excuseOwnAbsence(long now) {
        if (!mustWake || now - wakeAt < 0) {
            return;
        }
        long away = pace.cameLate(now - wakeAt);
        if (away > 0) {
            peers.values().forEach(peer -> peer.excuse(away, now));
        }
    }

    private void dispatch(DetectorEvent event, long now) {
        if (event instanceof DetectorEvent.Ponged ponged) {
            answered(ponged, now);
        } else if (event instanceof DetectorEvent.Connected connected) {
            WatchedPeer peer = peers.computeIfAbsent(connected.peer(), id -> new WatchedPeer());
            fall(connected.peer(), peer, "its connection was replaced");
            peer.connected(now);
        } else if (event instanceof DetectorEvent.Disconnected lost) {
            WatchedPeer peer = peers.get(lost.peer());
            if (peer != null) {
                peer.disconnected();
                fall(lost.peer(), peer, "connection lost: " + lost.reason());
            }
        } else if (!(event instanceof DetectorEvent.TimePassed)) {
            throw new AssertionError(event);
        }
    }

    private void answered(DetectorEvent.Ponged ponged, long now) {
        WatchedPeer peer = peers.get(ponged.peer());
        if (peer == null || !peer.answered(ponged.number(), now)) {
            ignored++;
        } else if (peer.state() == PeerState.DOWN && peer.isTrusted()) {
            change(ponged.peer(), peer, PeerState.UP, "it answers");
        }
    }

    private void fall(NodeId id, WatchedPeer peer, String reason) {
        if (peer.state() != PeerState.DOWN) {
            change(id, peer, PeerState.DOWN, reason);
        }
    }

    private void change(NodeId id, WatchedPeer peer, PeerState state, String reason) {
        peer.become(state);
        effects.add(new DetectorEffect.Changed(id, state, reason));
    }

    private void lookAt(NodeId id, WatchedPeer peer, long now) {
        if (!peer.isConnected()) {
            return;
        }
        long bound = bound(peer);
        long silence = peer.silence(now);
        if (silence >= bound) {
            fall(
                    id,
                    peer,
                    "no answer for " + millis(silence) + ", and " + millis(bound) + " is the most it is granted");
        }
        if (silence >= GIVE_UP * bound && !peer.isGivenUp()) {
            peer.giveUp();
            effects.add(new DetectorEffect.Reconnect(id, "no answer for " + millis(silence)));
        }
        if (peer.state() != PeerState.DOWN) {
            peer.writeOff(bound, now);
        }
        if (!peer.isGivenUp() && peer.pingIsDue(now)) {
            effects.add(new DetectorEffect.SendPing(id, peer.ping(now, interval)));
        }
    }

    /** The silence that makes this peer down: a ping is sent within an interval, and its answer takes what it takes. */
    private long bound(WatchedPeer peer) {
        long learnt = interval + peer.times().ordinary() + LATENESS_WEIGHT * pace.lateness();
        return Math.min(MOST_PATIENCE * suspectAfter, Math.max(suspectAfter, learnt));
    }

    private void compareSpeeds() {
        OptionalLong others = ordinaryOfAll();
        peers.forEach((id, peer) -> {
            if (peer.state() == PeerState.UP && others.isPresent()) {
                avoidIfSlow(id, peer, others.getAsLong());
            } else if (peer.state() == PeerState.SLOW) {
                forgiveIfFast(id, peer, others);
            }
        });
    }

    private void avoidIfSlow(NodeId id, WatchedPeer peer, long others) {
        long usual = peer.times().usual();
        if (peer.answersInPart()) {
            change(id, peer, PeerState.SLOW, "it answers, but not to every ping: a part of it may be stuck");
        } else if (peer.times().areKnown() && usual > slowAfter && usual / MANY_TIMES > others) {
            change(
                    id,
                    peer,
                    PeerState.SLOW,
                    "it usually answers in " + millis(usual) + ", the others within " + millis(others));
        }
    }

    private void forgiveIfFast(NodeId id, WatchedPeer peer, OptionalLong others) {
        long usual = peer.times().usual();
        if (others.isEmpty()) {
            change(id, peer, PeerState.UP, "there is no other to ask instead");
        } else if (!peer.answersInPart() && (usual < slowAfter / FORGIVEN || usual / FORGIVEN <= others.getAsLong())) {
            change(id, peer, PeerState.UP, "it usually answers in " + millis(usual));
        }
    }

    /**
     * The longest time that is ordinary for the median peer, the lower one of two, and no less than what this node adds
     * by its own lateness. It rises with the first late answers of a starved machine, before anybody's usual time does.
     *
     * @return empty if there are no two peers to compare
     */
    private OptionalLong ordinaryOfAll() {
        List<Long> ordinary = new ArrayList<>();
        for (WatchedPeer peer : peers.values()) {
            if (peer.state() != PeerState.DOWN && peer.times().areKnown()) {
                ordinary.add(peer.times().ordinary());
            }
        }
        if (ordinary.size() < 2) {
            return OptionalLong.empty();
        }
        Collections.sort(ordinary);
        return OptionalLong.of(Math.max(pace.lateness(), ordinary.get((ordinary.size() - 1) / 2)));
    }

    private void wishToWake() {
        mustWake = false;
        for (WatchedPeer peer : peers.values()) {
            if (peer.isConnected() && !peer.isGivenUp()) {
                long patience = bound(peer) * (peer.state() == PeerState.DOWN ? GIVE_UP : 1);
                long wish = peer.wakeAt(patience);
                wakeAt = mustWake && wakeAt - wish < 0 ? wakeAt : wish;
                mustWake = true;
            }
        }
        if (mustWake) {
            effects.add(new DetectorEffect.WakeAt(wakeAt));
        }
    }

    private static String millis(long nanos) {
        return nanos / NANOS_PER_MILLI + " ms";
    }
}
