package org.armature.demo.tour;

import org.armature.demo.history.Verdict;

/**
 * The tour in numbers.
 *
 * @param merges writes that replaced two or more siblings by one value
 */
record Summary(Verdict verdict, long merges) {
    /** The demo's last line. */
    @Override
    public String toString() {
        return "written " + verdict.acknowledged() + ", read back " + (verdict.present() + verdict.replaced())
                + ", siblings merged " + merges + ", lost " + verdict.lost();
    }
}
