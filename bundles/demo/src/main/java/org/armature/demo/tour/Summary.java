package org.armature.demo.tour;

import org.armature.history.judge.Totals;
import org.armature.history.judge.Verdict;

/**
 * The tour in numbers.
 *
 * @param merges writes that replaced two or more siblings by one value
 */
record Summary(Verdict verdict, long merges) {
    /** The demo's last line. */
    @Override
    public String toString() {
        Totals totals = verdict.totals();
        return "written " + totals.acknowledged() + ", read back " + (totals.present() + totals.replaced())
                + ", siblings merged " + merges + ", lost " + verdict.lost();
    }
}
