package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.model.NodeId;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.BackgroundMessage.JobState;
import org.armature.protocol.BackgroundMessage.NodeBackground;
import org.armature.protocol.BackgroundMessage.PressureState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundVerbTest {
    private final FakeStore store = new FakeStore();

    @BeforeEach
    void oneNodeYieldsAndOneIsIdle() {
        store.background = new BackgroundStatus(
                List.of(
                        new NodeBackground(
                                new NodeId("n1"),
                                20,
                                750,
                                true,
                                false,
                                List.of("requests"),
                                List.of(
                                        new PressureState("requests", 61_200_000, 70_000_000, 50_000_000),
                                        new PressureState("locks", 1, 2, 0)),
                                List.of(new JobState("hints", 1_500, 30_000, 4_000_000, 12, 6_000, 900, 350))),
                        new NodeBackground(
                                new NodeId("n2"),
                                1_000,
                                250,
                                false,
                                true,
                                List.of(),
                                List.of(new PressureState("requests", 0, 0, 50_000_000)),
                                List.of(new JobState("hints", 0, 0, 0, 0, 0, 0, 0)))),
                List.of(new NodeId("n3")));
    }

    @Test
    void itShowsSharesReasonsAndWhatEachJobGot() {
        CommandLineRun run = CommandLineRun.inPipe(store, "background", "--node", "h:7102");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("background", store.asked.get(1));
        assertEquals("""
                NODE    SHARE    MOST  WHY                    PRESSURE      NOW  LAST MINUTE    LIMIT
                n1      2.0 %  75.0 %  requests, quiet hours  requests  61.2 ms      70.0 ms  50.0 ms
                                                              locks           1            2     none
                n2    100.0 %  25.0 %  no requests            requests   0.0 ms       0.0 ms  50.0 ms
                NODE  JOB    SLICES       TIME      BYTES  WAITS    WAITED  LONGEST  WAITS NOW
                n1    hints   1,500  30,000 ms  4,000,000     12  6,000 ms   900 ms     350 ms
                n2    hints       0       0 ms          0      0      0 ms     0 ms
                warning: n3 did not answer
                """, run.out);
    }

    @Test
    void itHasAFormForPrograms() {
        CommandLineRun run = CommandLineRun.inPipe(store, "background", "--node", "h:7102", "--json");
        assertEquals(ExitCode.OK, run.status, run.err);
        String line = run.out.replaceAll("\\s+", "");
        assertTrue(line.contains("\"sharePermille\":20,\"mostPermille\":750,\"quiet\":true"), run.out);
        assertTrue(line.contains("\"unit\":\"failures\""), run.out);
        assertTrue(line.contains("\"waitingMillis\":350"), run.out);
        assertTrue(line.contains("\"silent\":[\"n3\"]"), run.out);
    }
}
