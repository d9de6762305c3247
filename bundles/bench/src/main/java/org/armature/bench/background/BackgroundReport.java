package org.armature.bench.background;

import java.util.List;
import java.util.stream.Stream;
import org.armature.bench.Workload;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;

/**
 * Everything a run found out.
 *
 * @param rate operations that were due in a second, in both halves
 */
record BackgroundReport(Workload workload, BackgroundPlan plan, Pace pace, double rate, Half on, Half off) {
    List<Half> halves() {
        return List.of(on, off);
    }

    /** Of all intervals that were compared. */
    List<LoadFigures> loads() {
        return halves().stream()
                .flatMap(half -> half.pairs().stream())
                .flatMap(pair -> Stream.of(pair.quiet(), pair.busy()))
                .map(Interval::load)
                .toList();
    }

    long failed() {
        return on.failed() + off.failed();
    }

    int lost() {
        return halves().stream()
                .mapToInt(half -> half.asked().lost() + half.behind().lost())
                .sum();
    }

    /** Whether nothing failed or was lost, and all kinds of background work really went on; latencies do not matter. */
    boolean held() {
        return on.held() && off.held();
    }
}
