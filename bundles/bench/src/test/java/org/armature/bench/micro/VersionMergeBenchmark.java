package org.armature.bench.micro;

import java.util.concurrent.TimeUnit;
import org.armature.model.VersionSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Two replicas' views of one key become one: at every read, and at every write that reaches a replica. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VersionMergeBenchmark {
    private final VersionSet current = WrittenKey.current();
    private final VersionSet equal = WrittenKey.current();
    private final VersionSet behind = WrittenKey.behind();
    private final VersionSet aside = WrittenKey.aside();

    @Benchmark
    public VersionSet equalReplicas() {
        return current.merge(equal);
    }

    @Benchmark
    public VersionSet oneBehind() {
        return behind.merge(current);
    }

    @Benchmark
    public VersionSet siblings() {
        return current.merge(aside);
    }
}
