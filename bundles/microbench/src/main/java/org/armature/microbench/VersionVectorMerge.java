package org.armature.microbench;

import java.util.concurrent.TimeUnit;
import org.armature.model.Dot;
import org.armature.model.VersionVector;
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

/** Two vectors become one: at every read, and at every write that reaches a replica. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VersionVectorMerge {
    @Param({"1", "3"})
    public int actors;

    private VersionVector current;
    private VersionVector equal;
    private VersionVector behind;
    private VersionVector aside;

    @Setup
    public void write() {
        behind = Samples.written(Samples.WRITES, actors).seen();
        current = Samples.written(Samples.WRITES + 1, actors).seen();
        equal = Samples.written(Samples.WRITES + 1, actors).seen();
        aside = behind.with(new Dot(Samples.actor(actors), 1), 0);
    }

    @Benchmark
    public VersionVector equalVectors() {
        return current.merge(equal);
    }

    @Benchmark
    public VersionVector oneBehind() {
        return behind.merge(current);
    }

    @Benchmark
    public VersionVector concurrent() {
        return current.merge(aside);
    }

    @Benchmark
    public boolean descends() {
        return current.descends(behind);
    }
}
