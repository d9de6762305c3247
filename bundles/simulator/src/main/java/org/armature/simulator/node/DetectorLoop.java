package org.armature.simulator.node;

import org.armature.membership.DetectorEffect;
import org.armature.membership.DetectorEvent;
import org.armature.membership.DetectorSettings;
import org.armature.membership.FailureDetector;
import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** Drives the node's failure detector as the server's loop does, and tells the shards what it thinks. */
final class DetectorLoop {
    private static final long RECONNECT_AFTER_MILLIS = 100;

    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final FailureDetector detector;
    private long wakeNumber;

    DetectorLoop(NodeProcess process, DetectorSettings settings) {
        this.process = process;
        this.node = process.node();
        this.world = node.world();
        this.detector = new FailureDetector(settings);
    }

    void tell(DetectorEvent event) {
        detector.on(event, world.timeline().now() + 1).forEach(this::carryOut);
    }

    void answered(NodeId peer, long correlation, Message answer) {
        if (answer instanceof Message.Pong pong && pong.number() == -correlation) {
            tell(new DetectorEvent.Ponged(peer, pong.number()));
        }
    }

    private void carryOut(DetectorEffect effect) {
        if (effect instanceof DetectorEffect.SendPing ping) {
            process.send(ping.peer(), -ping.number(), new Message.Ping(ping.number()));
        } else if (effect instanceof DetectorEffect.WakeAt wake) {
            wakeAt(wake.monoNanos() - 1);
        } else if (effect instanceof DetectorEffect.Changed changed) {
            world.trace()
                    .say(() -> node + " finds " + changed.peer() + " " + changed.state() + ": " + changed.reason());
            switch (changed.state()) {
                case UP -> process.peerUp(changed.peer());
                case SLOW -> process.peerSlow(changed.peer());
                case DOWN -> process.peerDown(changed.peer());
            }
        } else if (effect instanceof DetectorEffect.Reconnect reconnect) {
            later(0, () -> process.reconnect(reconnect.peer(), RECONNECT_AFTER_MILLIS));
        } else {
            throw new AssertionError(effect);
        }
    }

    private void wakeAt(long nanos) {
        long number = ++wakeNumber;
        later(Math.max(0, nanos - world.timeline().now()), () -> {
            if (number == wakeNumber) {
                tell(new DetectorEvent.TimePassed());
            }
        });
    }

    private void later(long nanos, Runnable work) {
        world.timeline().after(nanos, () -> node.run(process, work));
    }
}
