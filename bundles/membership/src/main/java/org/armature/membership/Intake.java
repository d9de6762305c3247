package org.armature.membership;

import java.util.Optional;
import java.util.Set;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.Removal;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;

/** Takes what others tell, unless it can't be: then it is counted, and the operator is told once. */
final class Intake {
    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final OwnInfo own;
    private final Recollection recollection;
    private final Set<NodeId> seeds;
    private final Turn turn;

    Intake(
            MembershipSettings settings,
            Knowledge knowledge,
            OwnInfo own,
            Recollection recollection,
            Set<NodeId> seeds,
            Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.own = own;
        this.recollection = recollection;
        this.seeds = seeds;
        this.turn = turn;
    }

    void take(NodeId from, Entries entries) {
        entries.state().ifPresent(state -> take(from, state));
        entries.removals().forEach(removal -> take(from, removal));
        entries.grants().forEach(grant -> take(from, grant));
        entries.members().forEach(info -> take(from, info));
        entries.progress().ifPresent(knowledge::merge);
    }

    void take(NodeId from, RingState state) {
        RingState current = knowledge.state();
        StateStamp stamp = StateStamp.of(state);
        boolean forked = state.generation() < current.generation() && state.epoch() > current.epoch();
        if (!forked && !stamp.isLaterThan(knowledge.stamp())) {
            return;
        }
        Optional<String> mismatch = mismatch(
                from, state.settled().partitions(), state.settled().strategy().number());
        Optional<String> objection =
                mismatch.or(() -> Soundness.objection(current, state)).or(() -> foreign(state));
        if (objection.isPresent()) {
            turn.count("rings_refused");
            turn.notice(
                    mismatch.isPresent() ? ErrorCode.RING_DIFFERS : ErrorCode.RING_REFUSED,
                    from.name(),
                    stamp + ", told by " + from + ", was refused: " + objection.get() + ". This node stays with "
                            + knowledge.stamp());
            return;
        }
        if (stamp.generation() == current.generation() && stamp.epoch() == current.epoch()) {
            turn.notice(
                    ErrorCode.CHANGE_LOST,
                    "tie",
                    "two rings were forced as " + knowledge.stamp() + " on two sides: this node gives way to the one"
                            + " told by " + from);
        }
        knowledge.adopt(state);
    }

    private Optional<String> foreign(RingState state) {
        return state.members().keySet().stream()
                        .anyMatch(node -> knowledge.isMember(node)
                                || seeds.contains(node)
                                || knowledge.removals().containsKey(node))
                ? Optional.empty()
                : Optional.of("this node has heard of none of its members");
    }

    private void take(NodeId from, Removal removal) {
        Optional<String> objection =
                Plausibility.objection(removal, knowledge.state().epoch());
        if (objection.isPresent()) {
            refuse("removals_refused", ErrorCode.RING_REFUSED, from, removal.node(), objection.get());
        } else {
            knowledge.merge(removal);
        }
    }

    private void take(NodeId from, Grant grant) {
        Optional<String> objection =
                Plausibility.objection(grant, knowledge.state().epoch());
        if (objection.isPresent()) {
            refuse("told_grants_refused", ErrorCode.RING_REFUSED, from, grant.node(), objection.get());
        } else {
            knowledge.merge(grant, turn.wallMillis());
        }
    }

    private void refuse(String counter, ErrorCode code, NodeId from, NodeId subject, String objection) {
        turn.count(counter);
        turn.notice(code, subject.name(), objection + " (told by " + from + "; this node does not believe it)");
    }

    private void take(NodeId from, MemberInfo info) {
        Optional<String> absurd = Plausibility.objection(info, turn.wallMillis());
        if (absurd.isPresent()) {
            refuse("members_refused", ErrorCode.RING_REFUSED, from, info.node(), absurd.get());
        } else if (info.node().equals(settings.self())) {
            if (own.isForgotten(info)) {
                recollection.doubt();
            }
        } else if (objection(info).isEmpty()) {
            knowledge.merge(info);
        } else {
            turn.count("members_refused");
            turn.notice(codeOf(info), info.node().name(), objection(info).get() + " (told by " + from + ")");
        }
    }

    private ErrorCode codeOf(MemberInfo info) {
        return info.minVersion() > settings.identity().maxVersion()
                ? ErrorCode.PROTOCOL_MISMATCH
                : ErrorCode.RING_DIFFERS;
    }

    private Optional<String> objection(MemberInfo info) {
        Optional<String> newer = newer(info.node(), info.minVersion());
        return newer.isPresent() ? newer : mismatch(info.node(), info.partitions(), info.strategy());
    }

    /** Why a node with these can't take part. */
    Optional<String> mismatch(NodeId node, int partitions, int strategy) {
        int here = knowledge.state().settled().partitions();
        int strategyHere = knowledge.state().settled().strategy().number();
        if (partitions == here && strategy == strategyHere) {
            return Optional.empty();
        }
        return Optional.of("node " + node + " was made with " + partitions + " partitions and strategy " + strategy
                + ", this cluster with " + here + " and strategy " + strategyHere + ": both are for ever");
    }

    /** Why a node that speaks no earlier version can't take part. */
    Optional<String> newer(NodeId node, int minVersion) {
        int here = settings.identity().maxVersion();
        return minVersion <= here
                ? Optional.empty()
                : Optional.of("node " + node + " speaks protocol version " + minVersion + " or later, this node up to "
                        + here + ": update this node first");
    }
}
