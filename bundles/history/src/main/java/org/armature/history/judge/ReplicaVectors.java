package org.armature.history.judge;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;
import org.armature.history.ObjectName;

/**
 * I-9: what a replica has seen of an object never grows less, also over restarts; except that a wiped node knows nothing,
 * that what was removed for good is forgotten, and that a power cut takes what was not durable.
 */
final class ReplicaVectors implements FactCheck {
    private final Map<String, Map<ObjectName, Known>> byNode = new HashMap<>();

    private record Known(SortedMap<String, Long> vector, SortedMap<String, Long> durable) {
        static final Known NOTHING = new Known(Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    @Override
    public void see(Fact fact, Findings findings) {
        if (fact instanceof Fact.ReplicaVector seen) {
            compare(seen, findings);
        } else if (fact instanceof Fact.Reaped reaped) {
            byNode.getOrDefault(reaped.node(), new HashMap<>()).remove(reaped.object());
        } else if (fact instanceof NodeEvent event) {
            Map<ObjectName, Known> objects = byNode.getOrDefault(event.node(), new HashMap<>());
            if (event.what() == NodeEvent.What.WIPED) {
                objects.clear();
            } else if (event.what() == NodeEvent.What.POWER_CUT) {
                objects.replaceAll((name, known) -> new Known(known.durable(), known.durable()));
            }
        }
    }

    private void compare(Fact.ReplicaVector seen, Findings findings) {
        findings.judged(Invariant.ORDER);
        Map<ObjectName, Known> objects = byNode.computeIfAbsent(seen.node(), any -> new HashMap<>());
        Known before = objects.getOrDefault(seen.object(), Known.NOTHING);
        if (!Vectors.covers(seen.vector(), before.vector())) {
            findings.about(
                    seen.object(),
                    Kind.VECTOR_WENT_BACK,
                    seen.node(),
                    seen.time(),
                    seen.node() + " has seen " + seen.vector() + ", and had seen " + before.vector() + " before");
        }
        objects.put(seen.object(), new Known(seen.vector(), seen.durable() ? seen.vector() : before.durable()));
    }
}
