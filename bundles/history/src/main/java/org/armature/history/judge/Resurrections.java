package org.armature.history.judge;

import java.util.List;

/** I-6: what an acknowledged delete had deleted is not there in the end in its place. */
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
    }
}
