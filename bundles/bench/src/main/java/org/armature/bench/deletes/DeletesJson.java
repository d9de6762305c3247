package org.armature.bench.deletes;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Json;

/** The report for programs: one document, units in the names, the verdict last. */
final class DeletesJson {
    private DeletesJson() {}

    static String of(DeletesReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("load_average", report.loadAverage());
        document.put("keys", report.plan().workload().keys());
        document.put("value_bytes", report.plan().workload().valueBytes());
        document.put("clients", report.plan().workload().threads());
        document.put("interval_seconds", seconds(report.plan().interval()));
        document.put("deleting_seconds", seconds(report.deleting()));
        document.put("down_seconds", seconds(report.away()));
        document.put("reaping_seconds", seconds(report.reaping()));
        document.put("reads_each_pass", report.reads());
        document.put("values_found", report.found());
        document.put("values_on_nodes", report.values());
        document.put("resurrected", report.resurrected());
        document.put("tombstones_left", report.left());
        document.put("receipts_complete", report.complete());
        document.put("stopped", report.stopped());
        document.put("held", report.held());
        return Json.of(document);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
