package org.armature.demo.history;

import java.util.List;

/**
 * The outcome of a judgement.
 *
 * @param acknowledged writes that were acknowledged
 * @param unknown writes whose outcome the client never learned
 * @param failed writes that were reported as certainly not done
 * @param present acknowledged writes that are there
 * @param replaced acknowledged writes replaced by a later one that had seen them
 * @param replacedByUnknown of those, how many only by writes that were never acknowledged: allowed, and worth knowing
 * @param objects objects judged
 */
public record Verdict(
        List<Finding> findings,
        long acknowledged,
        long unknown,
        long failed,
        long present,
        long replaced,
        long replacedByUnknown,
        int objects) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    public long count(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    /** Acknowledged writes that are gone, whatever stands in their place. */
    public long lost() {
        return count(Finding.Kind.LOST) + count(Finding.Kind.RESURRECTED);
    }
}
