package org.armature.demo.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.armature.demo.history.Finding.Kind;

/**
 * Compares a history with what is found afterwards. Takes time linear in writes and what they had seen, for few siblings
 * an object.
 *
 * <p>An acknowledged write must be among the siblings a read of all replicas returns, or in their past; and the same must
 * hold of at least W replicas' own copies. Nothing else may be there.
 */
public final class Judge {
    private final History history;
    private final int w;

    /** @param w replicas that must hold an acknowledged write, 1 or more */
    public Judge(History history, int w) {
        this.history = history;
        this.w = w;
    }

    /** @param found by object; an object that was written and is missing here counts as found empty */
    public Verdict judge(Map<String, Observation> found) {
        TreeSet<String> objects = new TreeSet<>(history.objects());
        objects.addAll(found.keySet());
        Tally tally = new Tally();
        for (String object : objects) {
            Observation observation = found.getOrDefault(object, new Observation(List.of(), noCopies()));
            new ObjectTrial(object, history.writesOf(object), w, observation).run(tally);
        }
        return tally.verdict(history, objects.size());
    }

    private static SortedMap<String, List<Observation.CopiedVersion>> noCopies() {
        return Collections.emptySortedMap();
    }

    /** Adds up over the objects. One wrong is reported once, however many copies show it. */
    static final class Tally {
        private static final Comparator<Finding> BY_WEIGHT =
                Comparator.comparing(Finding::kind).thenComparing(Finding::object);

        private final Map<List<Object>, Finding> findings = new LinkedHashMap<>();
        private long present;
        private long replaced;
        private long replacedByUnknown;

        void report(Kind kind, String object, String write, String detail) {
            findings.putIfAbsent(List.of(kind, object, write), new Finding(kind, object, write, detail));
        }

        void countPresent() {
            present++;
        }

        void countReplaced(boolean byAcknowledged) {
            replaced++;
            replacedByUnknown += byAcknowledged ? 0 : 1;
        }

        private Verdict verdict(History history, int objects) {
            List<Finding> sorted = new ArrayList<>(findings.values());
            sorted.sort(BY_WEIGHT);
            return new Verdict(
                    sorted,
                    history.acknowledged(),
                    history.count(Outcome.UNKNOWN),
                    history.count(Outcome.FAIL),
                    present,
                    replaced,
                    replacedByUnknown,
                    objects);
        }
    }
}
