package org.armature.demo.tour;

import org.armature.demo.cluster.HintFigures;
import org.armature.history.judge.Totals;
import org.armature.history.judge.Verdict;

/**
 * The tour in numbers.
 *
 * @param merges writes that replaced two or more siblings by one value
 * @param hints of the outage, once the killed node was back
 */
record Summary(Verdict verdict, long merges, HintFigures hints) {
    /** The demo's last line. */
    @Override
    public String toString() {
        Totals totals = verdict.totals();
        return "written " + totals.acknowledged() + ", read back " + (totals.present() + totals.replaced())
                + ", siblings merged " + merges + ", hints kept " + hints.kept() + ", delivered " + hints.delivered()
                + ", left "
                + hints.pending() + ", lost " + verdict.lost();
    }
}
