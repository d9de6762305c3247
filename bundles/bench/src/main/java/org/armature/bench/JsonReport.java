package org.armature.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report for programs: one document, units in the names, the ratio last. */
final class JsonReport {
    private JsonReport() {}

    static String of(Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cluster", report.cluster());
        document.put("table", report.table());
        document.put("workload", workload(report.workload()));
        document.put("plan", plan(report.plan()));
        document.put("load_seconds", report.loadNanos() / 1e9);
        document.put("store", side(report.store()));
        document.put("echo", report.bound().map(JsonReport::side).orElse(null));
        document.put("nodes", report.memory());
        List<Double> ratios = report.ratios().orElse(null);
        document.put("ratio_by_slice", ratios);
        document.put(
                "ratio_to_echo_bound",
                ratios == null ? null : (Object) Spread.of(ratios).median());
        return Json.of(document);
    }

    private static Map<String, Object> workload(Workload workload) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keys", workload.keys());
        fields.put("value_bytes", workload.valueBytes());
        fields.put("read_percent", workload.readPercent());
        fields.put("threads", workload.threads());
        fields.put("seed", workload.seed());
        return fields;
    }

    private static Map<String, Object> plan(BenchPlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("warmup_seconds", plan.warmupSeconds());
        fields.put("measured_seconds", plan.measuredSeconds());
        fields.put("slices", plan.slices());
        fields.put(
                "rate_per_second",
                plan.rate().isPresent() ? (Object) plan.rate().getAsDouble() : null);
        return fields;
    }

    private static Map<String, Object> side(SideReport side) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("done", side.done());
        fields.put("per_second", side.perSecond());
        fields.put("reads", latency(side.reads()));
        fields.put("writes", latency(side.writes()));
        fields.put("all", latency(side.all()));
        fields.put("errors", side.errors());
        fields.put("conflicts", side.conflicts());
        fields.put("not_begun", side.notBegun());
        fields.put(
                "server_cpu_micros_per_operation",
                side.serverCpuMicros().isPresent()
                        ? (Object) side.serverCpuMicros().getAsDouble()
                        : null);
        fields.put("client_cpu_micros_per_operation", side.clientCpuMicros());
        fields.put("per_second_by_slice", side.slices());
        return fields;
    }

    private static Map<String, Object> latency(Latency latency) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("done", latency.done());
        fields.put("mean_micros", latency.mean());
        fields.put("p50_micros", latency.p50());
        fields.put("p99_micros", latency.p99());
        fields.put("p99_9_micros", latency.p999());
        fields.put("max_micros", latency.max());
        return fields;
    }
}
