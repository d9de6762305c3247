package org.armature.microbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That they run, not how fast. */
class MicrobenchTest {
    @Test
    void everyBenchmarkRunsOnce() throws RunnerException {
        TreeSet<String> ran = new Runner(new OptionsBuilder()
                        .include("org\\.armature\\.microbench\\..*")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run().stream()
                        .map(result -> classOf(result.getParams().getBenchmark()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                List.of("Codec", "JePut", "PreferenceListLookup", "TreeUpkeep", "VersionSetPut", "VersionVectorMerge"),
                List.copyOf(ran));
    }

    /** Of {@code package.Class.method}. */
    private static String classOf(String benchmark) {
        String qualified = benchmark.substring(0, benchmark.lastIndexOf('.'));
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }
}
