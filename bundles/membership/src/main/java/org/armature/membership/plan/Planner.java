package org.armature.membership.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.NodePlan;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Member;
import org.armature.ring.Replanning;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.Transition;

/** Makes plans. Pure: the same situation and changes give the same plan. */
public final class Planner {
    private static final String FORCE = "; say --force if that is meant";

    private final Situation situation;
    private final List<PlannedChange> changes;
    private final boolean force;

    private Planner(Situation situation, List<PlannedChange> changes, boolean force) {
        this.situation = situation;
        this.changes = List.copyOf(changes);
        this.force = force;
    }

    /** @param force plan it even if copies are given up for good */
    public static Plan plan(Situation situation, List<PlannedChange> changes, boolean force) {
        return new Planner(situation, changes, force).plan();
    }

    private Plan plan() {
        RingState state = situation.state();
        if (state.phase() != RingState.Phase.SETTLED) {
            return refused(List.of("another change is under way since ring epoch " + state.changeEpoch()
                    + ": wait until it is done, or cancel it; `armature tasks` shows how far it is"));
        }
        ChangedMembers changed = ChangedMembers.of(situation, changes);
        if (!changed.refusals().isEmpty()) {
            return refused(changed.refusals());
        }
        Ring before = state.settled();
        Optional<String> refusal = Replanning.refusal(before, changed.members().values());
        if (refusal.isPresent()) {
            return refused(List.of(refusal.get()));
        }
        Replanning replanning = Replanning.of(before, changed.members().values(), situation.spread());
        Transition transition = Transition.between(before, replanning.ring(), changed.dead());
        Copies copies = Copies.of(situation, transition);
        if (!force && !copies.losses().isEmpty()) {
            return refused(copies.losses().stream().map(loss -> loss + FORCE).toList());
        }
        List<String> warnings = new ArrayList<>(copies.losses());
        warnings.addAll(changed.warnings());
        warnings.addAll(fewerZones(before, replanning.ring()));
        warnings.addAll(replanning.warnings());
        RingState next = state.towards(replanning.ring(), changed.dead());
        Figures figures = figures(replanning, transition);
        return new Plan(
                new PlanReply(
                        PlanBook.id(state, changes, next),
                        state.epoch(),
                        changes,
                        figures.all(),
                        figures.nodes(),
                        copies.thin(),
                        List.copyOf(warnings),
                        List.of()),
                Optional.of(next));
    }

    private record Figures(PlanFigures all, List<NodePlan> nodes) {}

    private Figures figures(Replanning replanning, Transition transition) {
        int n = situation.spread();
        Traffic traffic = Traffic.of(situation, transition);
        Loads before = Loads.before(transition, n);
        Loads after = Loads.after(transition, n);
        PlanFigures all = new PlanFigures(
                n,
                traffic.pieces(),
                replanning.moved(),
                replanning.bound(),
                traffic.moves(),
                traffic.bytes(),
                traffic.seconds(),
                situation.bytesPerSecond(),
                before.efficiency(),
                after.efficiency());
        SortedMap<NodeId, Member> members = new TreeMap<>(situation.members());
        members.putAll(transition.after().members());
        List<NodePlan> nodes = members.values().stream()
                .map(member -> new NodePlan(
                        member.node(),
                        member.weight(),
                        before.tokens(member.node()),
                        after.tokens(member.node()),
                        before.copies(member.node()),
                        after.copies(member.node()),
                        traffic.in(member.node()),
                        traffic.out(member.node())))
                .toList();
        return new Figures(all, nodes);
    }

    private List<String> fewerZones(Ring before, Ring after) {
        int zones = zones(after);
        if (zones >= Math.min(situation.spread(), zones(before))) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "%d %s left: copies can't lie in more",
                zones,
                zones == 1 ? "zone would be" : "zones would be"));
    }

    private static int zones(Ring ring) {
        return (int)
                ring.members().values().stream().map(Member::zone).distinct().count();
    }

    private Plan refused(List<String> why) {
        return Plan.refused(new PlanReply(
                "",
                situation.state().epoch(),
                changes,
                PlanFigures.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.copyOf(why)));
    }
}
