package org.armature.bench.repair;

import java.util.Optional;
import org.armature.bench.Workload;

/**
 * Everything a run found out.
 *
 * @param loadAverage of the machine before anything began
 * @param wiped empty if it was not asked for, and so are the others
 * @param compared what was there to compare in the other parts, if there were any
 */
record RepairReport(double loadAverage, Optional<Wiped> wiped, Optional<Compared> compared) {
    /**
     * The parts whose comparisons are made by order only.
     *
     * @param mended keys that comparisons had to mend before anything was measured, since a write had not reached all owners
     */
    record Compared(
            Workload workload,
            long mended,
            Optional<Quiet> quiet,
            Optional<Restarted> restarted,
            Optional<Differing> differing) {
        boolean held() {
            return quiet.map(Quiet::held).orElse(true)
                    && restarted.map(Restarted::held).orElse(true)
                    && differing.map(Differing::held).orElse(true);
        }
    }

    /** Whether all counts are as they must be; times and bytes do not matter. */
    boolean held() {
        return wiped.map(Wiped::held).orElse(true)
                && compared.map(Compared::held).orElse(true);
    }
}
