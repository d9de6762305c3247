package org.armature.bench.swap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Json;
import org.armature.bench.steady.SteadyJson;

/** The report for programs: one document, units in the names, the counts last. */
final class SwapJson {
    private SwapJson() {}

    static String of(SwapReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        SteadyJson.workload(document, report.workload());
        SteadyJson.rates(document, report.loadAverage(), report.capacity(), report.rate());
        document.put("swaps", report.swaps().stream().map(SwapJson::swap).toList());
        document.put("pause_millis", SteadyJson.spread(report.spread(Swap::pauseMillis)));
        document.put("p99_9_quiet_millis", SteadyJson.spread(report.spread(swap -> swap.quiet()
                .p999Millis())));
        document.put("p99_9_swapping_millis", SteadyJson.spread(report.spread(swap -> swap.swapping()
                .p999Millis())));
        document.put("p99_9_swapping_by_quiet", SteadyJson.spread(report.spread(Swap::p999Ratio)));
        document.put("p99_9_all_quiet_millis", report.quiet().p999Millis());
        document.put("p99_9_all_swapping_millis", report.swapping().p999Millis());
        SteadyJson.counts(document, report.stale(), report.all(), report.look());
        document.put("class_loaders_left", report.loadersLeft());
        document.put("held", report.held());
        return Json.of(document);
    }

    private static Map<String, Object> swap(Swap swap) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", swap.node());
        fields.put("from", swap.exchange().from());
        fields.put("to", swap.exchange().to());
        fields.put("took_seconds", swap.took().toNanos() / 1e9);
        fields.put("pause_millis", swap.pauseMillis());
        fields.put("parts", swap.exchange().text());
        fields.put("requests", swap.swapping().operations());
        fields.put("failed", swap.swapping().failed());
        fields.put("p99_9_quiet_millis", swap.quiet().p999Millis());
        fields.put("p99_9_swapping_millis", swap.swapping().p999Millis());
        fields.put("p99_9_after_millis", swap.resting().p999Millis());
        return fields;
    }
}
