package org.armature.history.judge;

import java.util.LinkedHashSet;
import java.util.Set;
import org.armature.history.Attempt;
import org.armature.history.Fact;

/**
 * I-13: when a write is acknowledged, W nodes have it durably, or what replaced it; owners only, if the quorum is strict.
 * Judged by what was noted of the nodes, and by the count that the answer gave.
 */
final class Holders implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        for (Write write : trial.graph().writes()) {
            for (Attempt attempt : write.attempts()) {
                if (attempt.isOk() && attempt.wish().w() > 0) {
                    judge(write, attempt, trial, findings);
                }
            }
        }
    }

    private static void judge(Write write, Attempt attempt, ObjectTrial trial, Findings findings) {
        Attempt.Answer answer = attempt.answer();
        boolean strict = attempt.wish().strict();
        int claimed = strict ? answer.copies() - answer.hinted() : answer.copies();
        if (answer.copies() > 0 || trial.run().hasStored()) {
            findings.judged(Invariant.HONESTY);
        }
        if (answer.copies() > 0 && claimed < attempt.wish().w()) {
            report(write, attempt, claimed + " copies, by its own answer", trial, findings);
            return;
        }
        if (trial.run().hasStored()) {
            Set<String> holders = holders(write, attempt, trial);
            if (holders.size() < attempt.wish().w()) {
                report(write, attempt, "durable copies on " + holders, trial, findings);
            }
        }
    }

    private static Set<String> holders(Write write, Attempt attempt, ObjectTrial trial) {
        Set<String> holders = new LinkedHashSet<>();
        collect(write, attempt, trial, holders);
        if (holders.size() < attempt.wish().w()) {
            trial.graph().withSuccessors(write).forEach(each -> collect(each, attempt, trial, holders));
        }
        return holders;
    }

    private static void collect(Write version, Attempt attempt, ObjectTrial trial, Set<String> holders) {
        for (Fact.Stored stored : trial.storedOf(version)) {
            if (stored.durable()
                    && stored.time() <= attempt.end()
                    && (stored.hintFor().isEmpty() || !attempt.wish().strict())) {
                holders.add(stored.node());
            }
        }
    }

    private static void report(Write write, Attempt attempt, String had, ObjectTrial trial, Findings findings) {
        findings.about(
                trial.name(),
                Kind.TOO_FEW_HOLDERS,
                write.value(),
                attempt.end(),
                "write " + write + " was acknowledged with W=" + attempt.wish().w() + " and had " + had);
    }
}
