package org.armature.membership.plan;

import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.Transition;

/** How much of a ring each node owns, for tables of one N, before or after a transition. */
final class Loads {
    private final Ring ring;
    private final SortedMap<NodeId, Double> partitions;

    private Loads(Ring ring, SortedMap<NodeId, Double> partitions) {
        this.ring = ring;
        this.partitions = partitions;
    }

    static Loads before(Transition transition, int n) {
        Loads loads = new Loads(transition.before(), new TreeMap<>());
        transition.pieces().forEach(piece -> transition
                .ownersBefore(n, piece.number())
                .forEach(owner -> loads.add(owner, piece.share())));
        return loads;
    }

    static Loads after(Transition transition, int n) {
        Loads loads = new Loads(transition.after(), new TreeMap<>());
        transition.pieces().forEach(piece -> transition
                .ownersAfter(n, piece.number())
                .forEach(owner -> loads.add(owner, piece.share())));
        return loads;
    }

    private void add(NodeId owner, double share) {
        partitions.merge(owner, share * ring.partitions(), Double::sum);
    }

    /** Copies of partitions it holds; in strategy 1 a part of a partition counts as a part. */
    double copies(NodeId node) {
        return partitions.getOrDefault(node, 0.0);
    }

    int tokens(NodeId node) {
        return (int) ring.tokens().stream().filter(node::equals).count();
    }

    /** Mean load in proportion to weight by the highest, in millionths. */
    int efficiency() {
        double weights = 0;
        double copies = 0;
        double highest = 0;
        for (Member member : ring.members().values()) {
            weights += member.weight();
            copies += copies(member.node());
            highest = Math.max(highest, copies(member.node()) / member.weight());
        }
        return (int) Math.min(PlanFigures.EVEN, Math.round(PlanFigures.EVEN * copies / weights / highest));
    }
}
