package org.armature.history.judge;

import java.util.Set;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;

/**
 * I-1, by count: an acknowledged write, or what replaced it, is in the end on W owners, hinted ones set aside. Not judged
 * if a node was wiped, nor for a write that is on none, which is lost.
 */
final class CopiesInTheEnd implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        boolean wiped = trial.run().nodeEvents().stream().anyMatch(event -> event.what() == NodeEvent.What.WIPED);
        if (wiped || !trial.keepsSiblings() || trial.copies().isEmpty()) {
            return;
        }
        int[] owners = new int[trial.graph().writes().size()];
        for (Fact.Copy copy : trial.copies()) {
            var held = trial.graph()
                    .known(copy.versions().stream().map(Fact.Version::value).toList());
            Set<Write> covered = trial.graph().possiblePast(held);
            covered.addAll(held);
            covered.forEach(write -> owners[write.index()]++);
        }
        for (Write write : trial.graph().writes()) {
            int count = owners[write.index()];
            int needed = Math.min(needed(write), trial.copies().size());
            if (count > 0 && count < needed) {
                findings.about(
                        trial.name(),
                        Kind.TOO_FEW_COPIES,
                        write.value(),
                        write.acknowledged(),
                        "write " + write + " was acknowledged by " + needed + " owners, and " + count
                                + " hold it or what replaced it");
            }
        }
    }

    private static int needed(Write write) {
        return write.attempts().stream()
                .filter(Attempt::isOk)
                .mapToInt(attempt -> attempt.wish().w() - attempt.answer().hinted())
                .max()
                .orElse(0);
    }
}
