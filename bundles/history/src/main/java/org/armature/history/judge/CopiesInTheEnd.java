package org.armature.history.judge;

import java.util.List;
import java.util.Set;
import org.armature.history.Attempt;
import org.armature.history.Fact;

/**
 * I-1, by count: an acknowledged write, or what replaced it, is in the end on W owners, less those it was hinted for and
 * those that nobody looked at. Not judged if a node was wiped, nor for a write that is on none, which is lost.
 */
final class CopiesInTheEnd implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        if (trial.run().hasWipes() || !trial.keepsSiblings() || trial.copies().isEmpty()) {
            return;
        }
        int notLookedAt = Math.max(0, trial.table().n() - trial.copies().size());
        int[] holders = holders(trial);
        for (Write write : trial.graph().writes()) {
            int count = holders[write.index()];
            int needed = acknowledgedBy(write) - notLookedAt;
            if (count > 0 && count < needed && !trial.isReaped(write, Fact.NEVER)) {
                findings.about(
                        trial.name(),
                        Kind.TOO_FEW_COPIES,
                        write.value(),
                        write.acknowledged(),
                        "of the owners looked at, " + needed + " acknowledged write " + write + ", and " + count
                                + " of them hold it or what replaced it");
            }
        }
    }

    /** By write: how many owners hold it, or what may have replaced it. */
    private static int[] holders(ObjectTrial trial) {
        int[] holders = new int[trial.graph().writes().size()];
        for (Fact.Copy copy : trial.copies()) {
            List<Write> held = trial.graph()
                    .known(copy.versions().stream().map(Fact.Version::value).toList());
            Set<Write> covered = trial.graph().possiblePast(held);
            covered.addAll(held);
            covered.forEach(write -> holders[write.index()]++);
        }
        return holders;
    }

    private static int acknowledgedBy(Write write) {
        return write.attempts().stream()
                .filter(Attempt::isOk)
                .mapToInt(attempt -> attempt.wish().w() - attempt.answer().hinted())
                .max()
                .orElse(0);
    }
}
