package org.armature.history.judge;

import java.util.LinkedHashSet;
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
    /** When nothing was left; what is noted for the same moment after a wipe has survived it. */
    private long goneAt = Fact.NEVER;

    private boolean allGone;

    /** @param owner for whom it is kept; empty for the node itself */
    private record Held(String node, String owner, String value, boolean durable) {}

    Survivors(ObjectTrial trial, Write write) {
        this.trial = trial;
        this.write = write;
    }

    /** Whether at some time no copy was left, and W or more had been destroyed until then. */
    boolean wereDestroyed() {
        if (!trial.run().hasWipes()) {
            return false;
        }
        Set<Write> family = trial.graph().withSuccessors(write);
        for (Fact fact : trial.story()) {
            allGone |= held.isEmpty() && fact.time() > goneAt;
            hear(fact, family);
            goneAt = held.isEmpty() ? goneAt : Fact.NEVER;
        }
        return allGone || (held.isEmpty() && goneAt != Fact.NEVER);
    }

    private void hear(Fact fact, Set<Write> family) {
        if (fact instanceof Fact.Stored stored) {
            if (trial.graph().write(stored.value()).filter(family::contains).isPresent()) {
                held.add(new Held(stored.node(), stored.hintFor(), stored.value(), stored.durable()));
            }
        } else if (fact instanceof Attempt attempt) {
            if (attempt.asked().value().equals(write.value())) {
                attempt.answer().holders().forEach(node -> held.add(new Held(node, "", write.value(), true)));
            }
        } else if (fact instanceof Fact.HintDeleted hint) {
            held.removeIf(copy -> hint.holder().equals(copy.node())
                    && hint.owner().equals(copy.owner())
                    && hint.values().contains(copy.value()));
            goneIfDestroyed(hint.time());
        } else if (fact instanceof NodeEvent event) {
            befall(event);
        }
    }

    /** An owner that has confirmed a hint's delivery may be destroyed before the hint goes. */
    private void goneIfDestroyed(long time) {
        int needed = Math.max(1, write.attempts().get(0).wish().w());
        goneAt = held.isEmpty() && destroyed.size() >= needed ? time : Fact.NEVER;
    }

    private void befall(NodeEvent event) {
        if (event.what() == NodeEvent.What.WIPED) {
            if (held.removeIf(copy -> copy.node().equals(event.node()))) {
                destroyed.add(event.node());
            }
            goneIfDestroyed(event.time());
        } else if (event.what() == NodeEvent.What.POWER_CUT) {
            held.removeIf(copy -> copy.node().equals(event.node()) && !copy.durable());
        }
    }
}
