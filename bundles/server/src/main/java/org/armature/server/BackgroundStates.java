package org.armature.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.armature.model.NodeId;
import org.armature.node.BackgroundReport;
import org.armature.node.Job;
import org.armature.node.JobReport;
import org.armature.node.Pressure;
import org.armature.node.PressureReport;
import org.armature.node.Shard;
import org.armature.protocol.BackgroundMessage.JobState;
import org.armature.protocol.BackgroundMessage.NodeBackground;
import org.armature.protocol.BackgroundMessage.PressureState;

/** What a node's shards tell of their background work, as operators are told. */
final class BackgroundStates {
    private BackgroundStates() {}

    /** @param jobs one of each kind */
    record OfShard(BackgroundReport background, List<JobReport> jobs) {
        static OfShard of(Shard shard) {
            long now = System.nanoTime();
            return new OfShard(shard.background(now), shard.jobs(now));
        }
    }

    static NodeBackground sum(NodeId self, List<OfShard> shards) {
        List<BackgroundReport> reports =
                shards.stream().map(OfShard::background).toList();
        Set<String> reasons = new LinkedHashSet<>();
        reports.forEach(report -> report.reason().map(BackgroundStates::name).ifPresent(reasons::add));
        return new NodeBackground(
                self,
                reports.stream().mapToInt(BackgroundReport::sharePermille).min().orElse(0),
                reports.stream().mapToInt(BackgroundReport::mostPermille).min().orElse(0),
                reports.stream().anyMatch(BackgroundReport::quiet),
                reports.stream().allMatch(BackgroundReport::idle),
                List.copyOf(reasons),
                pressures(reports),
                jobs(shards));
    }

    private static List<PressureState> pressures(List<BackgroundReport> reports) {
        List<PressureState> states = new ArrayList<>();
        for (Pressure pressure : Pressure.values()) {
            List<PressureReport> each = reports.stream()
                    .flatMap(report -> report.pressures().stream())
                    .filter(report -> report.pressure() == pressure)
                    .toList();
            states.add(new PressureState(
                    name(pressure),
                    each.stream().mapToLong(PressureReport::lately).max().orElse(0),
                    each.stream().mapToLong(PressureReport::minute).max().orElse(0),
                    each.stream().mapToLong(PressureReport::limit).max().orElse(0)));
        }
        return states;
    }

    private static List<JobState> jobs(List<OfShard> shards) {
        List<JobState> states = new ArrayList<>();
        for (Job job : Job.values()) {
            List<JobReport> each = shards.stream()
                    .flatMap(shard -> shard.jobs().stream())
                    .filter(report -> report.job() == job)
                    .toList();
            states.add(new JobState(
                    name(job),
                    each.stream().mapToLong(JobReport::slices).sum(),
                    millis(each.stream().mapToLong(JobReport::tookNanos).sum()),
                    each.stream().mapToLong(JobReport::bytes).sum(),
                    each.stream().mapToLong(JobReport::waits).sum(),
                    millis(each.stream().mapToLong(JobReport::waitedNanos).sum()),
                    millis(each.stream()
                            .mapToLong(JobReport::longestNanos)
                            .max()
                            .orElse(0)),
                    millis(each.stream()
                            .mapToLong(JobReport::waitingNanos)
                            .max()
                            .orElse(0))));
        }
        return states;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
