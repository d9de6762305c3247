package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;

/** The copies of one write, and of what replaced it, through the run. */
final class Survivors {
    private final ObjectTrial trial;
    private final Write write;
    private final Set<Held> held = new LinkedHashSet<>();
    private final Set<String> destroyed = new LinkedHashSet<>();
    private boolean allGone;

    /** @param owner for whom it is kept; empty for the node itself */
    private record Held(String node, String owner, String value, boolean durable) {}

    /** @param weight of what happens at one time, copies are made first */
    private record Step(long time, int weight, Runnable change) {}

    Survivors(ObjectTrial trial, Write write) {
        this.trial = trial;
        this.write = write;
    }

    /** Whether at some time no copy was left, and W or more had been destroyed until then. */
    boolean wereDestroyed() {
        if (trial.run().nodeEvents().stream().noneMatch(event -> event.what() == NodeEvent.What.WIPED)) {
            return false;
        }
        List<Step> steps = new ArrayList<>();
        Set<Write> family = trial.graph().withSuccessors(write);
        for (Fact.Stored stored : trial.stored()) {
            if (isOf(family, stored.value())) {
                Held copy = new Held(stored.node(), stored.hintFor(), stored.value(), stored.durable());
                steps.add(new Step(stored.time(), 0, () -> held.add(copy)));
            }
        }
        write.attempts().stream().filter(Attempt::isOk).forEach(attempt -> attempt.answer()
                .holders()
                .forEach(node -> steps.add(
                        new Step(attempt.end(), 0, () -> held.add(new Held(node, "", write.value(), true))))));
        for (Fact fact : trial.hints()) {
            if (fact instanceof Fact.HintDeleted hint) {
                steps.add(new Step(fact.time(), 1, () -> held.removeIf(copy -> isOf(hint, copy))));
            }
        }
        trial.run().nodeEvents().forEach(event -> steps.add(new Step(event.time(), 2, () -> befall(event))));
        steps.sort(Comparator.comparingLong(Step::time).thenComparingInt(Step::weight));
        steps.forEach(step -> step.change().run());
        return allGone;
    }

    private boolean isOf(Set<Write> family, String value) {
        return trial.graph().write(value).filter(family::contains).isPresent();
    }

    private static boolean isOf(Fact.HintDeleted hint, Held copy) {
        return hint.holder().equals(copy.node())
                && hint.owner().equals(copy.owner())
                && hint.values().contains(copy.value());
    }

    private void befall(NodeEvent event) {
        if (event.what() == NodeEvent.What.WIPED) {
            if (held.removeIf(copy -> copy.node().equals(event.node()))) {
                destroyed.add(event.node());
            }
            int needed = Math.max(1, write.attempts().get(0).wish().w());
            allGone |= held.isEmpty() && destroyed.size() >= needed;
        } else if (event.what() == NodeEvent.What.POWER_CUT) {
            held.removeIf(copy -> copy.node().equals(event.node()) && !copy.durable());
        }
    }
}
