package org.armature.history.judge;

import java.util.List;
import java.util.Set;
import org.armature.history.Fact;

/**
 * I-6: what an acknowledged delete had deleted is not there in the end in its place; nor is what something had replaced that was
 * removed for good, unless some node was given data of long ago.
 */
final class Resurrections implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        if (trial.keepsSiblings()
                && trial.isLookedAt()
                && trial.graph().writes().stream().anyMatch(Write::isDelete)) {
            findings.judged(Invariant.RESURRECTION);
        }
        for (Write delete : trial.missing()) {
            List<Write> back = trial.broughtBack(delete);
            if (!back.isEmpty() && !new Survivors(trial, delete).wereDestroyed()) {
                findings.about(
                        trial.name(),
                        Kind.RESURRECTED,
                        delete.value(),
                        delete.acknowledged(),
                        delete + " was acknowledged and is gone; " + back + ", which it had deleted, is back");
            }
        }
        if (trial.keepsSiblings() && !trial.run().hasWipes()) {
            trial.reaped().forEach(reaped -> judge(reaped, trial, findings));
        }
    }

    /** What was removed itself is deleted or expired wherever it still is: only what it had replaced may not come back. */
    private static void judge(Fact.Reaped reaped, ObjectTrial trial, Findings findings) {
        List<Write> removed = trial.graph().known(reaped.values());
        Set<Write> gone = trial.graph().past(removed);
        for (Write back : trial.found()) {
            if (gone.contains(back) && !back.isDelete()) {
                findings.about(
                        trial.name(),
                        Kind.RESURRECTED,
                        back.value(),
                        reaped.time(),
                        reaped.node() + " has removed " + removed + " for good, and " + back + " is back");
            }
        }
    }
}
