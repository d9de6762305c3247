package org.armature.history.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.ObjectName;

/** I-3b: keys show no more siblings, and vectors have no more entries, than their table allows. */
final class Growth implements FactCheck {
    private final Map<String, Fact.Table> tables = new HashMap<>();
    private int nodeEvents;

    @Override
    public void see(Fact fact, Findings findings) {
        if (fact instanceof Fact.Table table) {
            tables.put(table.name(), table);
        } else if (fact instanceof Fact.NodeEvent) {
            nodeEvents++;
        } else if (tables.isEmpty()) {
            return;
        } else if (fact instanceof Attempt attempt) {
            siblings(attempt.object(), attempt.answer().returned().size(), attempt.time(), findings);
            actors(attempt.object(), attempt.answer().context(), attempt.time(), findings);
        } else if (fact instanceof Fact.Copy copy) {
            siblings(copy.object(), copy.versions().size(), copy.time(), findings);
            actors(copy.object(), copy.vector(), copy.time(), findings);
        } else if (fact instanceof Fact.ReplicaVector seen) {
            actors(seen.object(), seen.vector(), seen.time(), findings);
        }
    }

    private void siblings(ObjectName object, int count, long time, Findings findings) {
        Fact.Table table = tables.get(object.table());
        if (table != null && table.siblings() > 0) {
            findings.judged(Invariant.GROWTH);
        }
        if (table != null && table.siblings() > 0 && count > table.siblings()) {
            findings.about(
                    object,
                    Kind.TOO_MANY_SIBLINGS,
                    "siblings",
                    time,
                    count + " siblings; at most " + table.siblings() + " are allowed");
        }
    }

    private void actors(ObjectName object, SortedMap<String, Long> vector, long time, Findings findings) {
        Fact.Table table = tables.get(object.table());
        if (table != null && table.actors() > 0) {
            findings.judged(Invariant.GROWTH);
        }
        if (table != null && table.actors() > 0 && vector.size() > table.actors() + nodeEvents) {
            findings.about(
                    object,
                    Kind.TOO_MANY_ACTORS,
                    "actors",
                    time,
                    "a vector of " + vector.size() + " entries; " + table.actors() + " are allowed, and " + nodeEvents
                            + " more for what befell the nodes: " + vector.keySet());
        }
    }
}
