package org.armature.bench.growth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.armature.bench.Json;
import org.armature.bench.steady.SteadyJson;

/** The report for programs: one document, units in the names, the counts last. */
final class GrowthJson {
    private GrowthJson() {}

    static String of(GrowthReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("workload", workload(report));
        SteadyJson.rates(document, report.loadAverage(), report.capacity(), report.rate());
        document.put("parts", report.parts().stream().map(GrowthJson::part).toList());
        document.put("p99_9_millis", p999(report));
        document.put(
                "p99_9_joining_by_quiet", SteadyJson.spread(report.p999Ratio(Stage.JOINING, Stage.QUIET_OF_THREE)));
        document.put("p99_9_leaving_by_quiet", SteadyJson.spread(report.p999Ratio(Stage.LEAVING, Stage.QUIET_OF_FOUR)));
        document.put("moved_by_least_joining", SteadyJson.spread(report.changes(Stage.JOINING, Change::movedByLeast)));
        document.put("moved_by_least_leaving", SteadyJson.spread(report.changes(Stage.LEAVING, Change::movedByLeast)));
        document.put("stale_reads", report.stale());
        document.put("failed_reads", report.sum(PartReport::readsFailed));
        document.put("failed_writes", report.sum(PartReport::writesFailed));
        document.put("keys", report.look().keys());
        document.put("keys_lost", report.look().lost());
        document.put("keys_not_readable", report.look().unread());
        document.put("keys_asked", report.keysAsked());
        document.put(
                "keys_not_told_of",
                report.sum(PartReport::keysUnknown) + report.look().unknown());
        document.put("keys_below_n", report.keysThin());
        document.put("held", report.held());
        return Json.of(document);
    }

    private static Map<String, Object> workload(GrowthReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keys", report.workload().keys());
        fields.put("value_bytes", report.workload().valueBytes());
        fields.put("read_percent", report.workload().readPercent());
        fields.put("threads", report.workload().threads());
        fields.put("seed", report.workload().seed());
        fields.put("pairs", report.plan().pairs());
        fields.put("quiet_seconds", report.pace().quietSeconds());
        fields.put("rest_seconds", report.pace().restSeconds());
        return fields;
    }

    private static Map<String, Object> part(PartReport part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pair", part.pair());
        fields.put("part", part.stage().id());
        fields.put("seconds", part.nanos() / 1e9);
        fields.put("reads", part.reads());
        fields.put("failed_reads", part.readsFailed());
        fields.put("writes", part.writes());
        fields.put("failed_writes", part.writesFailed());
        fields.put("errors", part.errors());
        fields.put("p50_millis", part.latency().p50() / 1_000);
        fields.put("p99_millis", part.latency().p99() / 1_000);
        fields.put("p99_9_millis", part.latency().p999() / 1_000);
        fields.put("max_millis", part.latency().max() / 1_000);
        fields.put("keys_asked", part.keysAsked());
        fields.put("keys_below_n", part.keysThin());
        fields.put("change", part.change().map(GrowthJson::change).orElse(null));
        return fields;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("change", change.text());
        fields.put("moved_copies", change.planned());
        fields.put("least_copies", change.least());
        fields.put("places_taken", change.taken());
        fields.put("bytes", change.bytes());
        fields.put("bytes_per_second", change.bytesPerSecond());
        fields.put("settled_seconds", change.settled().toNanos() / 1e9);
        fields.put(
                "cleaned_seconds",
                change.cleaned().map(after -> after.toNanos() / 1e9).orElse(null));
        return fields;
    }

    private static Map<String, Object> p999(GrowthReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Stage stage : List.of(Stage.QUIET_OF_THREE, Stage.JOINING, Stage.QUIET_OF_FOUR, Stage.LEAVING)) {
            fields.put(stage.id(), SteadyJson.spread(report.p999Millis(stage)));
        }
        return fields;
    }
}
