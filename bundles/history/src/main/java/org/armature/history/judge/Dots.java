package org.armature.history.judge;

import java.util.HashMap;
import java.util.Map;
import org.armature.history.Fact;
import org.armature.history.ObjectName;

/** I-9: a dot means one value for ever, wherever it is seen. */
final class Dots implements FactCheck {
    private final Map<Event, String> valueOf = new HashMap<>();

    /** Dots count within one object. */
    private record Event(ObjectName object, String dot) {}

    @Override
    public void see(Fact fact, Findings findings) {
        if (fact instanceof Fact.DotSeen seen) {
            bind(seen.object(), seen.dot(), seen.value(), seen.where(), seen.time(), findings);
        } else if (fact instanceof Fact.Stored stored) {
            bind(stored.object(), stored.dot(), stored.value(), stored.node(), stored.time(), findings);
        } else if (fact instanceof Fact.Copy copy) {
            for (Fact.Version version : copy.versions()) {
                bind(copy.object(), version.dot(), version.value(), copy.node(), copy.time(), findings);
            }
        }
    }

    private void bind(ObjectName object, String dot, String value, String where, long time, Findings findings) {
        if (dot.isEmpty()) {
            return;
        }
        findings.judged(Invariant.ORDER);
        String first = valueOf.putIfAbsent(new Event(object, dot), value);
        if (first != null && !first.equals(value)) {
            findings.about(
                    object,
                    Kind.DOT_REUSED,
                    dot,
                    time,
                    "dot " + dot + " means " + value + " at " + where + ", and meant " + first + " before");
        }
    }
}
