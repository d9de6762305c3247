package org.armature.microbench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.armature.bench.Latency;
import org.armature.microbench.Folders;
import org.armature.storage.Durability;

/**
 * Measures every engine with every size, round by round; each begins its turn in an empty directory. Another engine is
 * first in each round, so that a disturbance of the machine does not always meet the same one.
 */
final class Rounds {
    /** What every turn of an engine is like. */
    record Plan(int callers, Duration time, int mostObjects, long mostBytes) {
        /** As many as both limits allow, and one for each caller at least. */
        int objects(int valueBytes) {
            return (int) Math.max(callers, Math.min(mostObjects, mostBytes / valueBytes));
        }
    }

    private final List<Contestant> contestants;
    private final Plan plan;
    private final Path parent;

    Rounds(List<Contestant> contestants, Plan plan, Path parent) {
        this.contestants = contestants;
        this.plan = plan;
        this.parent = parent;
    }

    /** @param round from 0 */
    void measure(int round, List<Integer> sizes, Findings findings) throws IOException {
        List<Contestant> order = new ArrayList<>(contestants);
        Collections.rotate(order, -round);
        for (int size : sizes) {
            SampleObjects objects = new SampleObjects(plan.objects(size), size);
            for (Contestant contestant : order) {
                measure(contestant, size, objects, findings);
            }
        }
    }

    private void measure(Contestant contestant, int size, SampleObjects objects, Findings findings) throws IOException {
        Set<Durability> offered = contestant.profile().durabilities();
        for (Measure measure : Measure.values()) {
            if (!measure.durability().map(offered::contains).orElse(true)) {
                findings.instead(new Findings.Cell(contestant.name(), size, measure), "not offered");
            }
        }
        if (offered.equals(Set.of(Durability.MEMORY))) {
            findings.instead(new Findings.Cell(contestant.name(), size, Measure.SPACE), "nothing");
        }
        Path directory = Files.createTempDirectory(parent, "armature-engines-");
        Turn turn = new Turn(contestant.name(), size, findings);
        try {
            turn.guard(List.of(Measure.values()), () -> turn(contestant, objects, directory, turn));
        } finally {
            Folders.delete(directory);
        }
    }

    private void turn(Contestant contestant, SampleObjects objects, Path directory, Turn turn) throws IOException {
        Set<Durability> offered = contestant.profile().durabilities();
        Optional<Path> growing = contestant.growing(directory);
        long before = bytes(growing);
        try (Contestant.Opened opened = contestant.open(directory)) {
            CellRun run = new CellRun(opened.environment(), objects, plan.callers(), plan.time());
            run.fill(offered.contains(Durability.PROCESS) ? Durability.PROCESS : Durability.MEMORY);
            long written = bytes(growing) - before;
            turn.measure(Measure.GET_FOUND, () -> of(run.getsFound()));
            turn.measure(Measure.GET_ABSENT, () -> of(run.getsAbsent()));
            turn.measure(Measure.SCAN, () -> List.of(run.scan()));
            for (Measure measure : Measure.values()) {
                Optional<Durability> durability = measure.durability().filter(offered::contains);
                if (durability.isPresent()) {
                    turn.measure(measure, () -> of(run.puts(durability.get())));
                }
            }
            if (growing.isPresent()) {
                double live = objects.bytes();
                turn.measure(Measure.SPACE, () -> List.of(written / live, (bytes(growing) - before) / live));
            }
        }
    }

    private static long bytes(Optional<Path> directory) throws IOException {
        return directory.isPresent() ? Folders.bytesIn(directory.get()) : 0;
    }

    private static List<Double> of(Latency latency) {
        return List.of(latency.p50(), latency.p99());
    }
}
