package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.history.ObjectName;

/** Collects what the checkers find. One wrong is reported once, however often it shows. */
final class Findings {
    /** Of each kind; more are counted and not kept. */
    private static final int KEPT = 1_000;

    private final Map<Same, Boolean> known = new HashMap<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Set<Invariant> judged = EnumSet.noneOf(Invariant.class);
    private final List<Found> kept = new ArrayList<>();

    private record Same(Kind kind, String where, String subject) {}

    /** A finding without what is around it; no object if it is about none. */
    record Found(Kind kind, ObjectName object, String where, String subject, long time, String detail) {}

    /** There was something to judge under this invariant. */
    void judged(Invariant invariant) {
        judged.add(invariant);
    }

    void about(ObjectName object, Kind kind, String subject, long time, String detail) {
        add(new Found(kind, object, object.toString(), subject, time, detail));
    }

    /** @param where a node, or a side of a partition */
    void elsewhere(String where, Kind kind, String subject, long time, String detail) {
        add(new Found(kind, null, where, subject, time, detail));
    }

    private void add(Found found) {
        if (known.putIfAbsent(new Same(found.kind(), found.where(), found.subject()), true) == null
                && counts.merge(found.kind(), 1, Integer::sum) <= KEPT) {
            kept.add(found);
        }
    }

    List<Found> kept() {
        return List.copyOf(kept);
    }

    Set<Invariant> judged() {
        return Collections.unmodifiableSet(judged);
    }

    Map<Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
