package org.armature.membership;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.MembershipMessage.Recall;
import org.armature.protocol.Message;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;

/**
 * Whether this node remembers all the votes it gave. A vote that is forgotten and given again differently could let two
 * rings be decided for one epoch, so a node that starts without its memory asks every other voter first whether it was
 * there before. If nobody remembers it, it votes. If somebody does, it may have voted for the epoch after the one they
 * know; it votes for the epochs after that.
 *
 * <p>Others can't have its vote without knowing of it: votes are asked only of nodes that were heard of, and what was
 * heard is kept.
 */
final class Recollection {
    private static final long ASK_AGAIN_AFTER = 5_000_000_000L;

    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final OwnInfo own;
    private final Turn turn;
    private SortedSet<NodeId> unheard = new TreeSet<>();
    private StateStamp askedOn = StateStamp.NONE;
    private long votesFrom;
    private boolean earlier;
    private boolean asked;
    private long askedAt;

    Recollection(
            MembershipSettings settings, Knowledge knowledge, OwnInfo own, Optional<SavedMembership> saved, Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.own = own;
        this.turn = turn;
        this.votesFrom = saved.map(SavedMembership::votesFrom).orElse(SavedMembership.UNKNOWN);
    }

    long votesFrom() {
        return votesFrom;
    }

    /** Others remember more of this node than itself. */
    void doubt() {
        votesFrom = SavedMembership.UNKNOWN;
        askedOn = StateStamp.NONE;
        foundEarlier();
        knowledge.mustBeSaved();
    }

    /** Why this node may not vote for the next epoch. */
    Optional<String> objection() {
        if (votesFrom == SavedMembership.UNKNOWN) {
            return Optional.of(
                    "it has no memory of votes it may have given, and has not heard " + unheard() + " about it yet");
        }
        return knowledge.state().epoch() + 1 >= votesFrom
                ? Optional.empty()
                : Optional.of("it may have voted before it lost its memory; it votes again from ring epoch " + votesFrom
                        + " on");
    }

    private SortedSet<NodeId> unheard() {
        if (!askedOn.equals(knowledge.stamp())) {
            askedOn = knowledge.stamp();
            asked = false;
            unheard = knowledge.state().voters();
            unheard.remove(settings.self());
        }
        return unheard;
    }

    void tick(Peers peers) {
        if (votesFrom != SavedMembership.UNKNOWN) {
            return;
        }
        if (unheard().isEmpty()) {
            remember();
        } else if (!asked || turn.now() - askedAt >= ASK_AGAIN_AFTER) {
            asked = true;
            askedAt = turn.now();
            unheard.stream().filter(peers::isUp).toList().forEach(this::ask);
        }
        if (votesFrom == SavedMembership.UNKNOWN) {
            turn.wishToWake(askedAt + ASK_AGAIN_AFTER);
        }
    }

    /** A peer has come up: it need not wait for the next time. */
    void peerUp(NodeId peer) {
        if (votesFrom == SavedMembership.UNKNOWN && unheard().contains(peer)) {
            ask(peer);
        }
    }

    private void ask(NodeId peer) {
        turn.send(peer, new Recall(own.life()), new Turn.Waiter() {
            @Override
            public void answered(Message answer) {
                if (answer instanceof Noted noted) {
                    noted(peer, noted);
                }
            }

            @Override
            public void unanswered() {
                turn.count("recalls_unanswered");
            }
        });
    }

    private void noted(NodeId peer, Noted noted) {
        if (votesFrom == SavedMembership.UNKNOWN) {
            if (noted.earlierStart() > 0) {
                foundEarlier();
            }
            if (noted.state().equals(knowledge.stamp())) {
                unheard().remove(peer);
            }
        }
    }

    private void foundEarlier() {
        if (!earlier) {
            earlier = true;
            turn.notice(
                    ErrorCode.VOTES_WITHHELD,
                    "self",
                    "this node was a member before, and has lost its memory of that: it does not vote on changes of the"
                            + " ring until it has heard every other member and one more change was decided");
        }
    }

    private void remember() {
        votesFrom = earlier ? knowledge.state().epoch() + 2 : 0;
        knowledge.mustBeSaved();
    }

    /** What this node remembers of an asker that may have lost its memory: a start before this life; 0 if none. */
    static long earlierStart(Knowledge knowledge, NodeId asker, long life) {
        long outlived = knowledge.earlierLives().getOrDefault(asker, 0L);
        long known = knowledge
                .info(asker)
                .filter(info -> info.start() < life)
                .map(MemberInfo::start)
                .orElse(0L);
        return Math.max(outlived, known);
    }
}
