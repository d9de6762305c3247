package org.armature.bench.migrate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;
import org.armature.demo.engine.Comparison;

/**
 * Everything a run found out.
 *
 * @param database where the other engine keeps what it has; empty if it has no server
 * @param capacity operations a second that three nodes bore in a closed loop, on the first engine
 * @param rate operations that were due in a second
 * @param loadAverage of the machine before anything began
 * @param byStretch the load, in the order in which the stretches began
 * @param all of everything that was due
 * @param missed steps at which a node was to be killed and was not
 * @param took from the first order until the table was back where it had been, quiet windows and kills included
 * @param stale reads that showed less than had been acknowledged before they began
 */
record MigrateReport(
        Workload workload,
        MigratePlan plan,
        Pace pace,
        String database,
        double capacity,
        double rate,
        double loadAverage,
        List<Move> moves,
        List<Kill> kills,
        Set<Step> missed,
        Map<Stretch, LoadFigures> byStretch,
        LoadFigures all,
        Duration took,
        long stale,
        LastLook.Found look) {
    MigrateReport {
        moves = List.copyOf(moves);
        kills = List.copyOf(kills);
    }

    Comparison comparison() {
        return Comparison.sum(moves.stream().map(Move::comparison).toList());
    }

    /** Whether no request failed, nothing was lost, and both engines had the same whenever they were compared. */
    boolean held() {
        return all.failed() + look.lost() + look.unread() + look.thin() == 0
                && comparison().isEqual()
                && missed.isEmpty();
    }
}
