package org.armature.history.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.history.Fact;

/** I-14: what a node uses at rest in the end is at most a tenth more than it was at rest in the beginning. */
final class Resources implements FactCheck {
    /** Of what it was: one in so many. */
    private static final int TOLERATED = 10;

    private final Map<Resource, Long> baseline = new LinkedHashMap<>();

    private record Resource(String node, String name) {}

    @Override
    public void see(Fact fact, Findings findings) {
        if (!(fact instanceof Fact.Gauge gauge)) {
            return;
        }
        Resource resource = new Resource(gauge.node(), gauge.name());
        if (!gauge.last()) {
            baseline.put(resource, gauge.value());
            return;
        }
        findings.judged(Invariant.RESOURCES);
        long before = baseline.getOrDefault(resource, 0L);
        if (gauge.value() > before + before / TOLERATED) {
            findings.elsewhere(
                    gauge.node(),
                    Kind.NOT_GIVEN_BACK,
                    gauge.name(),
                    gauge.time(),
                    gauge.name() + " of " + gauge.node() + " is " + gauge.value() + " in the end and was " + before);
        }
    }
}
