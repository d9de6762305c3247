package org.armature.microbench;

import java.util.concurrent.TimeUnit;
import org.armature.model.CausalPast;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a put does to a record at its coordinator, and what the result does to the records of the other replicas. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VersionSetPut {
    @Param({"1", "3"})
    public int actors;

    private VersionSet before;
    private VersionSet after;
    private VersionSet sibling;
    private Version next;

    @Setup
    public void write() {
        before = Samples.written(Samples.WRITES, actors);
        next = Samples.version(before, Samples.WRITES, actors);
        after = before.put(CausalPast.of(before.seen()), next);
        sibling = before.put(CausalPast.NOTHING, Samples.version(before, Samples.WRITES + 1, actors + 1));
    }

    @Benchmark
    public VersionSet put() {
        return before.put(CausalPast.of(before.seen()), next);
    }

    @Benchmark
    public VersionSet putBeside() {
        return before.put(CausalPast.NOTHING, next);
    }

    @Benchmark
    public VersionSet mergeNewer() {
        return before.merge(after);
    }

    @Benchmark
    public VersionSet mergeEqual() {
        return after.merge(after);
    }

    @Benchmark
    public VersionSet mergeConcurrent() {
        return after.merge(sibling);
    }
}
