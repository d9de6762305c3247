package org.armature.server;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.armature.membership.DetectorEffect;
import org.armature.membership.DetectorEvent;
import org.armature.membership.DetectorSettings;
import org.armature.membership.FailureDetector;
import org.armature.membership.MembershipEvent;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.PeerLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives the failure detector: tells it how peers answer, sends its pings, and tells everybody what it thinks. */
final class MembershipLoop extends TimedLoop<DetectorEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipLoop.class);
    private static final long RECONNECT_AFTER_MILLIS = 100;

    private final FailureDetector detector;
    private final PeerLinks links;
    private final PeerStates states;
    private final ShardRouter router;
    private volatile Consumer<MembershipEvent> opinions = news -> {};
    private final AtomicLong timesDown = new AtomicLong();
    private final AtomicLong timesSlow = new AtomicLong();
    private volatile long ignoredAnswers;

    MembershipLoop(DetectorSettings settings, PeerLinks links, PeerStates states, ShardRouter router, Broken broken) {
        super("armature-membership", links, broken);
        this.detector = new FailureDetector(settings);
        this.links = links;
        this.states = states;
        this.router = router;
    }

    /** @param told who is up and who is down, as this loop finds out */
    void tellOpinions(Consumer<MembershipEvent> told) {
        opinions = told;
    }

    /** Whether an answer with this correlation number is one to a ping; those of shards are not negative. */
    static boolean isPing(long correlation) {
        return correlation < 0;
    }

    /** An answer to a ping. */
    void answered(NodeId peer, long correlation, Message answer) {
        if (answer instanceof Message.Pong pong && pong.number() == -correlation) {
            tell(new DetectorEvent.Ponged(peer, pong.number()));
        } else {
            LOG.debug("ping not answered as it should be peer={} answer={}", peer, answer);
        }
    }

    @Override
    DetectorEvent timePassed() {
        return new DetectorEvent.TimePassed();
    }

    @Override
    void step(DetectorEvent event) {
        detector.on(event, System.nanoTime()).forEach(this::carryOut);
        ignoredAnswers = detector.ignoredAnswers();
    }

    private void carryOut(DetectorEffect effect) {
        if (effect instanceof DetectorEffect.SendPing ping) {
            // a ping that is not taken is one without an answer
            send(ping.peer(), -ping.number(), new Message.Ping(ping.number()));
        } else if (effect instanceof DetectorEffect.WakeAt wake) {
            wakeAt(wake.monoNanos());
        } else if (effect instanceof DetectorEffect.Changed changed) {
            changed(changed);
        } else if (effect instanceof DetectorEffect.Reconnect reconnect) {
            LOG.info("peer connected anew peer={} reason=\"{}\"", reconnect.peer(), reconnect.reason());
            links.reconnect(reconnect.peer(), RECONNECT_AFTER_MILLIS);
        } else {
            throw new AssertionError(effect);
        }
    }

    private void changed(DetectorEffect.Changed changed) {
        NodeId peer = changed.peer();
        states.set(peer, changed.state());
        switch (changed.state()) {
            case UP -> {
                LOG.info("peer up peer={} reason=\"{}\"", peer, changed.reason());
                router.peerUp(peer);
                opinions.accept(new MembershipEvent.PeerUp(peer));
            }
            case SLOW -> {
                timesSlow.incrementAndGet();
                LOG.warn("peer slow peer={} reason=\"{}\" effect=\"asked last\"", peer, changed.reason());
                router.peerSlow(peer);
                opinions.accept(new MembershipEvent.PeerUp(peer));
            }
            case DOWN -> {
                timesDown.incrementAndGet();
                LOG.warn("peer down peer={} reason=\"{}\" effect=\"others stand in\"", peer, changed.reason());
                router.peerDown(peer);
                opinions.accept(new MembershipEvent.PeerDown(peer));
            }
        }
    }

    /** Since the start. */
    SortedMap<String, Long> figures() {
        SortedMap<String, Long> figures = new TreeMap<>();
        figures.put("peers_found_down", timesDown.get());
        figures.put("peers_found_slow", timesSlow.get());
        figures.put("ping_answers_ignored", ignoredAnswers);
        return figures;
    }
}
