package org.armature.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.EntryKey;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.protocol.MembershipMessage.GossipBuckets;
import org.armature.protocol.MembershipMessage.GossipDifferences;
import org.armature.protocol.MembershipMessage.GossipDigests;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.Removal;
import org.armature.protocol.StateStamp;

/** Answers the rounds that others open; keeps nothing from one message to the next. */
final class GossipAnswers {
    private static final GossipDifferences WANTS_STATE =
            new GossipDifferences(Entries.NONE, true, true, List.of(), false);

    private final Knowledge knowledge;
    private final Intake intake;
    private final Turn turn;

    GossipAnswers(Knowledge knowledge, Intake intake, Turn turn) {
        this.knowledge = knowledge;
        this.intake = intake;
        this.turn = turn;
    }

    Message opening(NodeId from, GossipOpening opening) {
        Optional<String> mismatch = intake.mismatch(from, opening.partitions(), opening.strategy());
        if (mismatch.isPresent()) {
            return refused(ErrorCode.RING_DIFFERS, from, mismatch.get());
        }
        Optional<String> newer = intake.newer(from, opening.minVersion());
        if (newer.isPresent()) {
            return refused(ErrorCode.PROTOCOL_MISMATCH, from, newer.get());
        }
        if (isOutside(from)) {
            return toOutsider(from, opening.state());
        }
        if (!opening.state().equals(knowledge.stamp())) {
            return ringFirst(opening.state());
        }
        return opening.root() == knowledge.root()
                ? new Noted(knowledge.stamp(), 0)
                : new GossipBuckets(
                        knowledge.stamp(),
                        knowledge.progressHash(),
                        knowledge.buckets().hashes());
    }

    /** Whatever else differs can wait for the next round. */
    private GossipDifferences ringFirst(StateStamp theirs) {
        return theirs.isLaterThan(knowledge.stamp())
                ? WANTS_STATE
                : new GossipDifferences(
                        new Parcel(knowledge).withState().withProgress().entries(), false, false, List.of(), false);
    }

    /** Nobody counts on what such a node tells of itself, or of moves. */
    private boolean isOutside(NodeId node) {
        return !knowledge.letsIn(node) || isDead(node);
    }

    private boolean isDead(NodeId node) {
        return knowledge.state().dead().contains(node);
    }

    /** It may know of a later ring that lets it in; who was removed or given up is told so by the ring itself. */
    private Message toOutsider(NodeId from, StateStamp theirs) {
        if (theirs.isLaterThan(knowledge.stamp())) {
            return WANTS_STATE;
        }
        Removal removal = knowledge.removals().get(from);
        if ((removal != null || isDead(from)) && knowledge.stamp().isLaterThan(theirs)) {
            return new GossipDifferences(Entries.of(knowledge.state()), false, false, List.of(), false);
        }
        if (isDead(from)) {
            return refused(
                    ErrorCode.NODE_REMOVED,
                    from,
                    "node " + from + " was given up as dead, and its copies are made anew elsewhere: to come back it"
                            + " needs an empty directory and a new grant");
        }
        if (removal != null) {
            return refused(ErrorCode.NODE_REMOVED, from, wasRemoved(removal));
        }
        return refused(
                ErrorCode.NOT_A_MEMBER,
                from,
                knowledge.grant(from).isPresent()
                        ? "another grant was given for node " + from + ", and revokes the one it joined with: stop it,"
                                + " and join it again with the new token and an empty directory"
                        : "node " + from + " is neither a member nor was it let in: give it a grant, and join it with"
                                + " an empty directory");
    }

    static String wasRemoved(Removal removal) {
        return "node " + removal.node() + " was removed from the cluster (ring epoch " + removal.epoch()
                + "), and what it has may be old: to come back it needs an empty directory and a new grant";
    }

    private Failure refused(ErrorCode code, NodeId from, String why) {
        turn.count("gossip_refusals");
        turn.notice(code, from.name(), why);
        return new Failure(code, Outcome.REJECTED, why);
    }

    Message digests(NodeId from, GossipDigests theirs) {
        if (isOutside(from)) {
            return toOutsider(from, theirs.state());
        }
        boolean newer = knowledge.stamp().isLaterThan(theirs.state());
        boolean older = theirs.state().isLaterThan(knowledge.stamp());
        boolean progressed = theirs.progress() != knowledge.progressHash();
        Parcel lacking = new Parcel(knowledge);
        if (newer) {
            lacking.withState();
        }
        if (progressed && !older) {
            lacking.withProgress();
        }
        Map<String, EntryDigest> known = new LinkedHashMap<>();
        theirs.entries().forEach(entry -> known.put(entry.key(), entry));
        for (EntryDigest entry : knowledge.digests(theirs.buckets())) {
            EntryDigest other = known.get(entry.key());
            if (other == null || isNewer(entry, other)) {
                lacking.add(entry.key());
            }
            if (other != null && !isNewer(other, entry)) {
                known.remove(entry.key());
            }
        }
        return new GossipDifferences(
                lacking.entries(), older, progressed && !newer, wanted(known, older), lacking.isOverfull());
    }

    private static boolean isNewer(EntryDigest one, EntryDigest other) {
        return one.start() != other.start() ? one.start() > other.start() : one.version() > other.version();
    }

    /** What nobody was let in for is not asked for, unless a later ring comes with it. */
    private List<String> wanted(Map<String, EntryDigest> newer, boolean laterRing) {
        List<String> wanted = new ArrayList<>();
        boolean grants =
                newer.keySet().stream().anyMatch(key -> EntryKey.grant(key).isPresent());
        for (String key : newer.keySet()) {
            if (laterRing
                    || grants
                    || EntryKey.member(key).map(knowledge::letsIn).orElse(true)) {
                wanted.add(key);
            }
        }
        return wanted;
    }

    Message entries(NodeId from, GossipEntries told) {
        if (isOutside(from)) {
            told.entries().state().ifPresent(state -> intake.take(from, state));
        } else {
            intake.take(from, told.entries());
        }
        return new Noted(knowledge.stamp(), 0);
    }
}
