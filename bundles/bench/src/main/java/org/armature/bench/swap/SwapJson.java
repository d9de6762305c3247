package org.armature.bench.swap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Json;
import org.armature.bench.Spread;

/** The report for programs: one document, units in the names, the counts last. */
final class SwapJson {
    private SwapJson() {}

    static String of(SwapReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("keys", report.workload().keys());
        document.put("value_bytes", report.workload().valueBytes());
        document.put("clients", report.workload().threads());
        document.put("load_average", report.loadAverage());
        document.put("capacity_per_second", report.capacity());
        document.put("rate_per_second", report.rate());
        document.put("swaps", report.swaps().stream().map(SwapJson::swap).toList());
        document.put("pause_millis", spread(report.spread(Swap::pauseMillis)));
        document.put(
                "p99_9_quiet_millis", spread(report.spread(swap -> swap.quiet().p999Millis())));
        document.put("p99_9_swapping_millis", spread(report.spread(swap -> swap.swapping()
                .p999Millis())));
        document.put("p99_9_swapping_by_quiet", spread(report.spread(Swap::p999Ratio)));
        document.put("p99_9_all_quiet_millis", report.quiet().p999Millis());
        document.put("p99_9_all_swapping_millis", report.swapping().p999Millis());
        document.put("stale_reads", report.stale());
        document.put("errors", report.all().errors());
        document.put("failed_reads", report.all().readsFailed());
        document.put("failed_writes", report.all().writesFailed());
        document.put("keys_lost", report.look().lost());
        document.put("keys_not_readable", report.look().unread());
        document.put("keys_below_n", report.look().thin());
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

    private static Map<String, Object> spread(Spread spread) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("median", spread.median());
        fields.put("least", spread.least());
        fields.put("most", spread.most());
        return fields;
    }
}
