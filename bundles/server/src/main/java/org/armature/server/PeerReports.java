package org.armature.server;

import java.util.Optional;
import org.armature.membership.CallNumbers;
import org.armature.membership.DetectorEvent;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.ConnectFailed;
import org.armature.transport.PeerEvents;
import org.armature.transport.PeerLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the links to other nodes tell, taken to whom it concerns. Thread-safe; never blocks. */
final class PeerReports implements PeerEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PeerReports.class);
    /** An address at which the wrong process answers is tried at this pace. */
    private static final long IMPOSTOR_PAUSE_MILLIS = 5_000;

    private final ShardRouter router;
    private final PeerIdentities identities;
    private final Recognition recognition;
    private volatile MembershipLoop membership;
    private volatile RingLoop ring;
    private volatile PeerLinks links;
    private volatile PeerQuestions questions;

    PeerReports(ShardRouter router, PeerIdentities identities, Recognition recognition) {
        this.router = router;
        this.identities = identities;
        this.recognition = recognition;
    }

    /** Before the first link is tried. */
    void serve(MembershipLoop loop, RingLoop ringLoop, PeerLinks peerLinks, PeerQuestions peerQuestions) {
        membership = loop;
        ring = ringLoop;
        links = peerLinks;
        questions = peerQuestions;
    }

    @Override
    public void peerUp(NodeId peer, Message.Welcome greeting) {
        recognition.welcomed(peer);
        Optional<String> objection = identities.linked(peer, PeerIdentities.Identity.of(greeting));
        if (objection.isPresent()) {
            LOG.warn(
                    "{} peer not used peer={} incarnation={} reason=\"{} runs under the same name\"",
                    ErrorCode.DUPLICATE_NODE,
                    peer,
                    Long.toHexString(greeting.incarnation()),
                    objection.get());
            links.reconnect(peer, IMPOSTOR_PAUSE_MILLIS);
            return;
        }
        membership.tell(new DetectorEvent.Connected(peer, greeting.incarnation()));
    }

    @Override
    public void peerDown(NodeId peer, String reason) {
        identities.unlinked(peer);
        recognition.lost(peer);
        membership.tell(new DetectorEvent.Disconnected(peer, reason));
    }

    @Override
    public void notReached(NodeId peer, ConnectFailed why) {
        recognition.notReached(peer, why);
    }

    @Override
    public void answered(NodeId peer, long correlation, Message answer) {
        identities.answered(peer);
        if (CallNumbers.isOperatorsCall(correlation)) {
            questions.answered(peer, correlation, answer);
        } else if (CallNumbers.isCall(correlation)) {
            ring.answered(peer, correlation, answer);
        } else if (MembershipLoop.isPing(correlation)) {
            membership.answered(peer, correlation, answer);
        } else {
            router.answered(peer, correlation, answer);
        }
    }
}
