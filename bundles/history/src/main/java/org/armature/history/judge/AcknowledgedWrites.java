package org.armature.history.judge;

import java.util.List;

/**
 * I-1: each acknowledged write is there in the end, or something is whose writer had seen it, directly or through others.
 * Excused is a write of which every copy was destroyed, W or more of them (I-1b).
 */
final class AcknowledgedWrites implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        if (trial.keepsSiblings()
                && trial.isLookedAt()
                && !trial.graph().writes().isEmpty()) {
            findings.judged(Invariant.LOSS);
        }
        for (Write write : trial.missing()) {
            if (trial.broughtBack(write).isEmpty() && !new Survivors(trial, write).wereDestroyed()) {
                findings.about(
                        trial.name(),
                        Kind.LOST,
                        write.value(),
                        write.acknowledged(),
                        "write " + write + " was acknowledged and is gone; " + shown(trial.found()));
            }
        }
    }

    private static String shown(List<Write> found) {
        return found.isEmpty() ? "nothing is there" : "what is there, " + found + ", had not seen it";
    }
}
