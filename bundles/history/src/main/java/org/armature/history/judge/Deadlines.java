package org.armature.history.judge;

import org.armature.history.Attempt;
import org.armature.history.Fact;

/** I-13: nothing is reported as done after its deadline. */
final class Deadlines implements FactCheck {
    @Override
    public void see(Fact fact, Findings findings) {
        if (fact instanceof Attempt attempt && attempt.isOk()) {
            long took = attempt.end() - attempt.start();
            long limit = attempt.wish().deadline();
            if (limit > 0) {
                findings.judged(Invariant.HONESTY);
            }
            if (limit > 0 && took > limit) {
                findings.about(
                        attempt.object(),
                        Kind.LATE,
                        attempt.proc() + "/" + attempt.op(),
                        attempt.end(),
                        attempt.proc() + "'s operation " + attempt.op() + " was reported as done after " + took
                                + " ns, with a deadline of " + limit + " ns");
            }
        }
    }
}
