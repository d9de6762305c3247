package org.armature.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;

/**
 * Who belongs to the cluster, which ring stands, and how it changes (Dynamo §4.8, §4.9). Changes are explicit: an operator
 * asks for one, the voters of the ring that stands decide it, once for each epoch, and gossip spreads the decision; it
 * also spreads who the members are, what they acknowledge and how loaded they are. Reads and writes never wait for any of
 * this.
 *
 * <p>What others may come to depend on is saved before it is told: an effect {@link MembershipEffect.Save} comes before
 * all others of its event.
 *
 * <p>No clock, no thread, no I/O: equal events give equal effects. Not thread-safe; owned by one loop. A round of gossip
 * costs two small messages while nothing differs.
 */
public final class Membership {
    private final MembershipSettings settings;
    private final Optional<SavedMembership> saved;
    private final Knowledge knowledge;
    private final Turn turn;
    private final OwnInfo own;
    private final Peers peers;
    private final Recollection recollection;
    private final Acceptor acceptor;
    private final Proposer proposer;
    private final Changes changes;
    private final Ending ending;
    private final Gossip gossip;
    private final GossipAnswers gossipAnswers;
    private final Custodian custodian;
    private final Admission admission;
    private boolean begun;
    private StateStamp seen;
    private boolean belonged;

    /**
     * @param saved what this node kept; empty at its first start, or if it was lost
     * @param founding the ring the node was configured with; of use only if nothing was kept
     * @param completeness what a transition has still to move
     * @throws IllegalArgumentException if what was saved is another node's
     */
    public Membership(
            MembershipSettings settings,
            Optional<SavedMembership> saved,
            RingState founding,
            Completeness completeness) {
        saved.filter(image -> !image.node().equals(settings.self())).ifPresent(image -> {
            throw new IllegalArgumentException("the membership saved is that of node " + image.node() + ", this is "
                    + settings.self() + ": it was copied from another node's directory");
        });
        this.settings = settings;
        this.saved = saved;
        knowledge = saved.map(Knowledge::new).orElseGet(() -> new Knowledge(founding));
        turn = new Turn(settings.identity().incarnation() ^ settings.self().hashCode());
        own = new OwnInfo(settings, knowledge, turn);
        SortedMap<NodeId, String> seeds = new TreeMap<>(settings.seeds());
        founding.members().forEach((node, member) -> seeds.putIfAbsent(node, member.peerAddress()));
        peers = new Peers(settings.self(), seeds, knowledge, turn);
        recollection = new Recollection(settings, knowledge, own, saved, turn);
        acceptor = new Acceptor(settings.self(), knowledge, recollection, saved, turn);
        Intake intake = new Intake(settings, knowledge, own, recollection, seeds.keySet(), turn);
        long lastRound = saved.map(SavedMembership::lastRound).orElse(0L);
        proposer = new Proposer(settings, knowledge, acceptor, intake, lastRound, turn);
        changes = new Changes(settings, knowledge, proposer, turn);
        ending = new Ending(settings, knowledge, completeness, proposer, acceptor, peers, turn);
        gossip = new Gossip(settings, knowledge, intake, peers, turn);
        gossipAnswers = new GossipAnswers(knowledge, intake, turn);
        custodian = new Custodian(knowledge, turn);
        admission = new Admission(settings, knowledge, turn);
        seen = knowledge.stamp();
    }

    /**
     * @param monoNanos never goes back
     * @param wallMillis of the system's clock
     */
    public List<MembershipEffect> on(MembershipEvent event, long monoNanos, long wallMillis) {
        turn.begin(monoNanos, wallMillis);
        if (!begun) {
            begun = true;
            own.begin(saved);
        }
        dispatch(event);
        settle();
        return effects();
    }

    private void dispatch(MembershipEvent event) {
        if (event instanceof MembershipEvent.TimePassed passed) {
            turn.reseed(passed.draw());
        } else if (event instanceof MembershipEvent.Asked asked) {
            turn.tell(new MembershipEffect.Answer(asked.token(), answer(asked.from(), asked.message())));
        } else if (event instanceof MembershipEvent.Answered answered) {
            turn.answered(answered.from(), answered.call(), answered.answer());
        } else if (event instanceof MembershipEvent.Unanswered unanswered) {
            turn.unanswered(unanswered.from(), unanswered.call());
        } else if (event instanceof MembershipEvent.PeerUp up) {
            peers.up(up.peer());
            recollection.peerUp(up.peer());
            gossip.peerUp(up.peer());
        } else if (event instanceof MembershipEvent.PeerDown down) {
            peers.down(down.peer());
            turn.lost(down.peer());
        } else {
            fromThisNode(event);
        }
    }

    private void fromThisNode(MembershipEvent event) {
        if (event instanceof MembershipEvent.Applied applied) {
            if (applied.state().equals(knowledge.state())) {
                own.acknowledge(knowledge.stamp());
            }
        } else if (event instanceof MembershipEvent.RingsDiffer differ) {
            gossip.with(differ.peer());
        } else if (event instanceof MembershipEvent.Reported reported) {
            own.report(reported.report());
        } else if (event instanceof MembershipEvent.CustodyAsked asked) {
            custodian.asked(asked);
        } else if (event instanceof MembershipEvent.PauseAsked asked) {
            custodian.asked(asked);
        } else if (event instanceof MembershipEvent.ChangeAsked asked) {
            changes.asked(asked.token(), asked.change());
        } else if (event instanceof MembershipEvent.GrantAsked asked) {
            admission.grant(asked);
        } else if (event instanceof MembershipEvent.RedeemAsked asked) {
            admission.redeem(asked);
        } else {
            throw new AssertionError(event);
        }
    }

    private Message answer(NodeId from, MembershipMessage message) {
        if (message instanceof MembershipMessage.GossipOpening opening) {
            return gossipAnswers.opening(from, opening);
        }
        if (message instanceof MembershipMessage.GossipDigests digests) {
            return gossipAnswers.digests(from, digests);
        }
        if (message instanceof MembershipMessage.GossipEntries entries) {
            return gossipAnswers.entries(from, entries);
        }
        if (message instanceof MembershipMessage.Prepare prepare) {
            return acceptor.prepare(prepare);
        }
        if (message instanceof MembershipMessage.Accept accept) {
            return acceptor.accept(accept);
        }
        if (message instanceof MembershipMessage.Recall recall) {
            return new MembershipMessage.Noted(
                    knowledge.stamp(), Recollection.earlierStart(knowledge, from, recall.life()));
        }
        throw new AssertionError(message);
    }

    /** What follows from the event, whatever it was; in an order in which each step sees what those before it did. */
    private void settle() {
        own.tick();
        proposer.tick();
        ending.tick();
        proposer.tick(); // what a single voter proposes is decided at once
        lookAtRing();
        peers.tick();
        recollection.tick(peers);
        gossip.tick();
    }

    private void lookAtRing() {
        boolean belongs = knowledge.isMember(settings.self());
        if (belonged && !belongs) {
            turn.notice(
                    ErrorCode.NODE_REMOVED,
                    "self",
                    "this node is no member any more, since " + knowledge.stamp()
                            + ". What it has is not used any more; to come back it needs an empty directory and a new"
                            + " grant");
        }
        belonged = belongs;
        if (!seen.equals(knowledge.stamp())) {
            seen = knowledge.stamp();
            gossip.hurry();
        }
    }

    private List<MembershipEffect> effects() {
        List<MembershipEffect> effects = new ArrayList<>();
        if (knowledge.isUnsaved()) {
            knowledge.wasSaved();
            effects.add(new MembershipEffect.Save(image()));
        }
        if (knowledge.isUnpublished()) {
            knowledge.wasPublished();
            effects.add(new MembershipEffect.Published(knowledge.state(), knowledge.progress()));
        }
        effects.addAll(turn.end());
        effects.add(new MembershipEffect.WakeAt(turn.wakeAt()));
        return effects;
    }

    private SavedMembership image() {
        List<MemberInfo> others = new ArrayList<>();
        for (MemberInfo info : knowledge.infos().values()) {
            if (!info.node().equals(settings.self())) {
                others.add(info.remembered());
            }
        }
        return new SavedMembership(
                settings.self(),
                own.life(),
                own.start(),
                knowledge.state(),
                knowledge.progress(),
                acceptor.promised(),
                acceptor.accepted(),
                proposer.lastRound(),
                recollection.votesFrom(),
                List.copyOf(others),
                List.copyOf(knowledge.grants().values()),
                List.copyOf(knowledge.removals().values()),
                Collections.unmodifiableSortedSet(new TreeSet<>(knowledge.fences())),
                Collections.unmodifiableSortedMap(new TreeMap<>(knowledge.earlierLives())),
                knowledge.pausedChange());
    }

    /** Copies what is known; not for each event. */
    public MembershipView view() {
        return new MembershipView(
                settings.self(),
                standing(),
                knowledge.state(),
                knowledge.stamp(),
                knowledge.progress(),
                Collections.unmodifiableSortedMap(new TreeMap<>(knowledge.infos())),
                Collections.unmodifiableSortedMap(knowledge.candidates()),
                List.copyOf(knowledge.grants().values()),
                List.copyOf(knowledge.removals().values()),
                Collections.unmodifiableSortedSet(new TreeSet<>(knowledge.fences())),
                knowledge.isPaused(),
                ending.waiting(),
                proposer.decidesForOperator(),
                recollection.objection(),
                Collections.unmodifiableSortedMap(turn.counts()));
    }

    private Standing standing() {
        Standing inRing = Standing.in(knowledge.state(), settings.self());
        if (inRing != Standing.STRANGER) {
            return inRing;
        }
        if (knowledge.candidate(settings.self()).isPresent()) {
            return Standing.CANDIDATE;
        }
        return knowledge.removals().containsKey(settings.self()) ? Standing.REMOVED : Standing.STRANGER;
    }
}
