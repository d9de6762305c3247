package org.armature.history.judge;

import org.armature.history.Fact;

/** I-5: no node counts hints when the cluster is at rest. */
final class HintsLeft implements FactCheck {
    private boolean settled;

    @Override
    public void see(Fact fact, Findings findings) {
        settled |= fact instanceof Fact.Settled;
        if (!settled || !(fact instanceof Fact.HintsLeft left)) {
            return;
        }
        findings.judged(Invariant.HINTS);
        if (left.count() > 0) {
            findings.elsewhere(
                    left.node(),
                    Kind.HINT_LEFT,
                    left.node(),
                    left.time(),
                    left.node() + " keeps " + left.count() + " hints though the cluster is at rest");
        }
    }
}
