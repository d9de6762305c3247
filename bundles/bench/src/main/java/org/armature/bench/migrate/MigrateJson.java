package org.armature.bench.migrate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Json;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.SteadyJson;

/** The report for programs: one document, units in the names, the counts last. */
final class MigrateJson {
    private MigrateJson() {}

    static String of(MigrateReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        SteadyJson.workload(document, report.workload());
        document.put("engine", report.plan().to());
        document.put("database", report.database());
        SteadyJson.rates(document, report.loadAverage(), report.capacity(), report.rate());
        document.put("moves", report.moves().stream().map(MigrateJson::move).toList());
        document.put("kills", report.kills().stream().map(MigrateJson::kill).toList());
        Map<String, Object> load = new LinkedHashMap<>();
        report.byStretch().forEach((stretch, figures) -> load.put(stretch.id(), load(figures)));
        document.put("load", load);
        document.put("took_seconds", report.took().toNanos() / 1e9);
        SteadyJson.counts(document, report.stale(), report.all(), report.look());
        document.put("entries_compared", report.comparison().entries());
        document.put("entries_that_differ", report.comparison().differing());
        document.put("held", report.held());
        return Json.of(document);
    }

    private static Map<String, Object> move(Move move) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", move.node());
        fields.put("move", move.stretch().id());
        fields.put("ends_on", move.to());
        fields.put("served_seconds", move.served().toNanos() / 1e9);
        fields.put("stores_compared", move.comparison().stores());
        fields.put("entries_compared", move.comparison().entries());
        fields.put("entries_that_differ", move.comparison().differing());
        fields.put("over_seconds", move.over().toNanos() / 1e9);
        return fields;
    }

    private static Map<String, Object> kill(Kill kill) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", kill.node());
        fields.put("step", kill.step().title());
        fields.put("noted", kill.stage());
        fields.put("away_seconds", kill.away().toNanos() / 1e9);
        return fields;
    }

    private static Map<String, Object> load(LoadFigures load) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seconds", load.nanos() / 1e9);
        fields.put("requests", load.operations());
        fields.put("failed", load.failed());
        fields.put("p50_millis", load.latency().p50() / 1_000);
        fields.put("p99_millis", load.latency().p99() / 1_000);
        fields.put("p99_9_millis", load.p999Millis());
        fields.put("max_millis", load.latency().max() / 1_000);
        return fields;
    }
}
