package org.armature.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.armature.membership.MembershipView;
import org.armature.membership.Waiting;
import org.armature.membership.plan.Surrender;
import org.armature.model.NodeId;
import org.armature.node.TransferReport;
import org.armature.ring.Ownership;

/** Why the transition under way does not go on, as far as one node can tell. */
final class TransitionCauses {
    private TransitionCauses() {}

    /**
     * @param numbers N of every table there is
     * @param movesLeft of all members
     * @param reports of this node's shards
     * @return sentences; empty if it goes on
     */
    static String of(
            MembershipView view,
            Ownership now,
            SortedSet<Integer> numbers,
            int movesLeft,
            Predicate<NodeId> isUp,
            List<TransferReport> reports) {
        if (view.paused()) {
            return "paused by an operator";
        }
        Set<String> causes = new LinkedHashSet<>(); // shards often wait for the same
        Map<NodeId, Integer> owed = Surrender.owed(now, numbers);
        for (NodeId member : now.state().concerned()) {
            if (!member.equals(view.self()) && !isUp.test(member)) {
                causes.add(isDown(
                        member,
                        owed.getOrDefault(member, 0),
                        RingTasks.id(now.state().changeEpoch())));
            }
        }
        if (movesLeft == 0) {
            view.waiting().ifPresent(waiting -> addLastCauses(waiting, causes));
        }
        reports.forEach(report -> causes.addAll(report.causes()));
        return String.join("; ", causes);
    }

    /** @param owed places that it has to give back, and that nobody can who has not had what was written there */
    private static String isDown(NodeId member, int owed, String task) {
        return member + " is down"
                + (owed == 0 ? "" : " and holds " + owed + (owed == 1 ? " place" : " places") + " that must come back")
                + ": start it, or if it is lost for good, give it up (armature tasks cancel " + task + " --give-up "
                + member + (owed == 0 ? ")" : "), and what was written to no other node is lost");
    }

    private static void addLastCauses(Waiting waiting, Set<String> causes) {
        SortedSet<NodeId> missing = new TreeSet<>(waiting.unacknowledged());
        missing.addAll(waiting.unheard());
        if (!missing.isEmpty()) {
            causes.add("not acknowledged yet by " + missing);
        }
        if (!waiting.draining().isEmpty()) {
            causes.add("still draining: " + waiting.draining().keySet());
        }
    }
}
