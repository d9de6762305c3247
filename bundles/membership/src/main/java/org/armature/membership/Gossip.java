package org.armature.membership;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.MembershipMessage.GossipBuckets;
import org.armature.protocol.MembershipMessage.GossipDifferences;
import org.armature.protocol.MembershipMessage.GossipDigests;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.Message;
import org.armature.ring.RingState;

/**
 * The rounds this node opens (Dynamo §4.8.1): every interval with a random peer, now and then with a seed, even if it is
 * thought down, so that two halves of a cluster that have lost sight of each other meet again (§4.8.2). One that has
 * learnt of a newer ring opens its next round at once, and one that seems to lag behind a peer opens one with that peer.
 */
final class Gossip {
    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final Intake intake;
    private final Peers peers;
    private final Turn turn;
    private boolean begun;
    private long nextAt;
    private long rounds;
    private boolean met;

    Gossip(MembershipSettings settings, Knowledge knowledge, Intake intake, Peers peers, Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.intake = intake;
        this.peers = peers;
        this.turn = turn;
    }

    void hurry() {
        nextAt = turn.now();
    }

    /** The first one that comes up after a start is asked at once: what is served meanwhile may go by an old ring. */
    void peerUp(NodeId peer) {
        if (!met) {
            met = true;
            open(peer);
        }
    }

    /** Beside the rounds of every interval. */
    void with(NodeId peer) {
        if (peers.isUp(peer)) {
            open(peer);
        }
    }

    void tick() {
        long interval = settings.gossipEvery().toNanos();
        if (!begun) {
            begun = true;
            nextAt = turn.now() + turn.draw(interval); // nodes started together spread out
        } else if (turn.now() - nextAt >= 0) {
            nextAt = turn.now() + interval;
            rounds++;
            knowledge.dropExpired(turn.wallMillis());
            Optional<NodeId> peer = rounds % settings.seedEvery() == 0 ? peers.seed() : peers.any();
            peer.ifPresent(this::open);
        }
        turn.wishToWake(nextAt);
    }

    private void open(NodeId peer) {
        turn.count("gossip_rounds");
        RingState state = knowledge.state();
        ask(
                peer,
                new GossipOpening(
                        knowledge.root(),
                        knowledge.stamp(),
                        state.settled().partitions(),
                        state.settled().strategy().number(),
                        settings.identity().minVersion()));
    }

    private void ask(NodeId peer, MembershipMessage message) {
        turn.send(peer, message, new Turn.Waiter() {
            @Override
            public void answered(Message answer) {
                Gossip.this.answered(peer, answer);
            }

            @Override
            public void unanswered() {
                turn.count("gossip_unanswered");
            }
        });
    }

    private void answered(NodeId peer, Message answer) {
        if (answer instanceof GossipBuckets buckets) {
            compare(peer, buckets);
        } else if (answer instanceof GossipDifferences differences) {
            take(peer, differences);
        } else if (answer instanceof Message.Failure failure) {
            turn.count("gossip_refused");
            turn.notice(failure.code(), peer.name(), peer + " does not gossip with this node: " + failure.message());
        } else if (!(answer instanceof Noted)) {
            turn.count("gossip_misunderstood");
        }
    }

    private void compare(NodeId peer, GossipBuckets theirs) {
        int differing = knowledge.buckets().differing(theirs.hashes());
        ask(
                peer,
                new GossipDigests(
                        knowledge.stamp(),
                        knowledge.progressHash(),
                        differing,
                        List.copyOf(knowledge.digests(differing))));
    }

    private void take(NodeId peer, GossipDifferences differences) {
        long before = knowledge.changes();
        intake.take(peer, differences.entries());
        Parcel wanted = new Parcel(knowledge);
        differences.wanted().forEach(wanted::add);
        if (differences.wantsState()) {
            wanted.withState();
        }
        if (differences.wantsProgress()) {
            wanted.withProgress();
        }
        if (!wanted.isEmpty()) {
            ask(peer, new GossipEntries(wanted.entries()));
        }
        if (differences.more() && knowledge.changes() != before) {
            open(peer);
        }
    }
}
