package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real processes on loopback. */
@Timeout(120)
class EchoBoundTest {
    private static final List<String> SMALL_JVM = List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Test
    void threeProcessesEchoValuesOfSeveralSizesForASecondAndEndWithTheRun() {
        List<EchoProcess> processes;
        try (EchoCluster cluster = EchoCluster.start(SMALL_JVM, 100_000)) {
            processes = cluster.processes();
            assertEquals(3, processes.size());
            for (int valueBytes : List.of(16, 100_000)) {
                Workload workload = new Workload(100, valueBytes, 50, 8, 1);
                try (EchoTarget target = new EchoTarget(workload, cluster.ports())) {
                    Tally tally = new Load("echo", workload, target, Clock.SYSTEM)
                            .run(Duration.ofMillis(500), OptionalDouble.empty())
                            .tally();
                    assertEquals(Map.of(), tally.errors(), "values of " + valueBytes);
                    assertTrue(tally.readsDone() > 0 && tally.writesDone() > 0, "values of " + valueBytes);
                }
            }
            assertEquals(3, cluster.figures().size());
        }
        for (EchoProcess process : processes) {
            assertFalse(process.isAlive(), process.name());
        }
    }

    @Test
    void aProcessThatDoesNotComeUpIsReportedWithWhatItSaid() {
        BenchFailed failure = assertThrows(BenchFailed.class, () -> EchoCluster.start(List.of("-XX:NoSuchFlag=1"), 16));
        assertTrue(failure.getMessage().contains("NoSuchFlag"), failure.getMessage());
    }
}
