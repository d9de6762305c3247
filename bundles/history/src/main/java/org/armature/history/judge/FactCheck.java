package org.armature.history.judge;

import org.armature.history.Fact;

/** Judges facts while they are noted, in order. */
interface FactCheck {
    void see(Fact fact, Findings findings);

    /** Judges what can only be judged when nothing more comes; called once for each verdict. */
    default void end(Findings findings) {}
}
