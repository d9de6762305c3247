package org.armature.bench.background;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Json;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.SteadyJson;

/** The report for programs: one document, units in the names, the verdict last. */
final class BackgroundJson {
    private static final double MICROS = 1_000;

    private BackgroundJson() {}

    static String of(BackgroundReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        SteadyJson.workload(document, report.workload());
        document.put("read_percent", report.workload().readPercent());
        document.put("seed", report.workload().seed());
        document.put("keys_behind", report.plan().behind());
        document.put("interval_seconds", report.pace().quietSeconds());
        document.put("rate_per_second", report.rate());
        report.halves()
                .forEach(half -> document.put("controller_" + half.controller().id(), half(half)));
        document.put("failed", report.failed());
        document.put("keys_lost", report.lost());
        document.put("held", report.held());
        return Json.of(document);
    }

    private static Map<String, Object> half(Half half) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("load_average", half.loadAverage());
        fields.put("capacity_per_second", half.capacity());
        fields.put("pairs", half.pairs().stream().map(BackgroundJson::pair).toList());
        fields.put("p99_9_millis_quiet", SteadyJson.spread(half.quietMillis()));
        fields.put("p99_9_millis_busy", SteadyJson.spread(half.busyMillis()));
        fields.put("p99_9_busy_by_quiet", SteadyJson.spread(half.ratio()));
        fields.put("stale_reads", half.stale());
        fields.put("under_load", look(half.asked()));
        fields.put("behind", look(half.behind()));
        return fields;
    }

    private static Map<String, Object> pair(Pair pair) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pair", pair.number());
        fields.put("quiet", interval(pair.quiet()));
        fields.put("busy", interval(pair.busy()));
        fields.put("p99_9_busy_by_quiet", pair.ratio());
        return fields;
    }

    private static Map<String, Object> interval(Interval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seconds", interval.load().nanos() / 1e9);
        fields.put("requests", interval.load().operations());
        fields.put("failed", interval.load().failed());
        fields.put("errors", interval.load().errors());
        fields.put("p50_millis", interval.load().latency().p50() / MICROS);
        fields.put("p99_millis", interval.load().latency().p99() / MICROS);
        fields.put("p99_9_millis", interval.load().p999Millis());
        fields.put("max_millis", interval.load().latency().max() / MICROS);
        Work work = interval.watched().work();
        fields.put("keys_repaired", work.repaired());
        fields.put("exchange_bytes_sent", work.exchangeBytes());
        fields.put("hints_delivered", work.delivered());
        fields.put("transfer_keys_sent", work.moved());
        fields.put("transfer_bytes_sent", work.movedBytes());
        for (Kind kind : Kind.values()) {
            fields.put(kind.id() + "_of_time", interval.watched().share(kind));
        }
        return fields;
    }

    private static Map<String, Object> look(LastLook.Found look) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keys", look.keys());
        fields.put("keys_lost", look.lost());
        fields.put("keys_not_readable", look.unread());
        fields.put("keys_below_n", look.thin());
        fields.put("keys_not_told_of", look.unknown());
        return fields;
    }
}
