package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The outcome of a judgement. Equal histories give equal verdicts.
 *
 * @param findings the heaviest kinds first, then by place, subject and time; of each kind at most a thousand
 * @param counts how many of each kind were found, without those that were not
 * @param judged the invariants for which there was anything in the history to judge
 */
public record Verdict(List<Finding> findings, Map<Kind, Integer> counts, Set<Invariant> judged, Totals totals) {
    private static final int WIDEST_CODE = 4;
    private static final Comparator<Finding> BY_WEIGHT = Comparator.comparing(Finding::kind)
            .thenComparing(Finding::where)
            .thenComparing(Finding::subject)
            .thenComparingLong(Finding::time);

    public Verdict {
        findings = List.copyOf(findings);
        judged = Collections.unmodifiableSet(new TreeSet<>(judged));
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    static Verdict of(List<Finding> findings, Map<Kind, Integer> counts, Set<Invariant> judged, Totals totals) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(BY_WEIGHT);
        return new Verdict(sorted, counts, judged, totals);
    }

    public boolean isClean() {
        return counts.isEmpty();
    }

    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    public int count(Invariant invariant) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().invariant() == invariant)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Acknowledged writes that are gone, whatever stands in their place. */
    public int lost() {
        return count(Kind.LOST) + count(Kind.RESURRECTED);
    }

    /**
     * For people: each finding with what is around it, then the totals, then a line for each invariant.
     *
     * @param most findings shown
     */
    public List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings.subList(0, Math.min(most, findings.size()))) {
            lines.add(finding.toString());
            finding.around().forEach(line -> lines.add("    " + line));
        }
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (total > most) {
            lines.add("and " + (total - most) + " more");
        }
        lines.addAll(totalLines());
        for (Invariant invariant : Invariant.values()) {
            String code =
                    invariant.code() + " ".repeat(WIDEST_CODE - invariant.code().length());
            lines.add(code + " " + invariant.promise() + ": " + state(invariant));
        }
        return lines;
    }

    private String state(Invariant invariant) {
        int count = count(invariant);
        if (count > 0) {
            return count + " violated";
        }
        return judged.contains(invariant) ? "holds" : "not judged, nothing is known of it";
    }

    private List<String> totalLines() {
        List<String> lines = new ArrayList<>();
        lines.add("objects " + totals.objects() + ", of which nobody looked at " + totals.unseen() + " in the end");
        lines.add("writes  " + totals.acknowledged() + " acknowledged, " + totals.unknown() + " of unknown outcome, "
                + totals.failed() + " not done");
        lines.add("        " + totals.present() + " are there, " + totals.replaced() + " were replaced ("
                + totals.replacedByUnknown() + " only by writes never acknowledged), " + totals.destroyed()
                + " were destroyed, " + totals.overwritten() + " overwritten unseen");
        lines.add("reads   " + totals.reads() + ", of which " + totals.staleReads()
                + " missed a write acknowledged before");
        if (!totals.faults().isEmpty()) {
            lines.add("faults  " + totals.faults());
        }
        return lines;
    }
}
