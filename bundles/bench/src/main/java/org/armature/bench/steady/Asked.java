package org.armature.bench.steady;

import java.util.Optional;
import java.util.function.Supplier;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Mistakes;
import org.armature.bench.Workload;
import org.armature.bench.WorkloadOptions;

/**
 * What was asked for, found valid.
 *
 * @param plan what is done under the load
 */
public record Asked<P>(Workload workload, P plan, Pace pace) {
    /** @throws InvalidOptions naming every mistake in all three */
    public static <P> Asked<P> of(WorkloadOptions load, Supplier<P> plan, Supplier<Pace> pace) {
        Mistakes mistakes = new Mistakes();
        Optional<Workload> workload = mistakes.check(load::workload);
        Optional<P> planned = mistakes.check(plan);
        Optional<Pace> paced = mistakes.check(pace);
        mistakes.throwIfAny();
        return new Asked<>(workload.orElseThrow(), planned.orElseThrow(), paced.orElseThrow());
    }
}
