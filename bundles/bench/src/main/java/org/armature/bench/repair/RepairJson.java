package org.armature.bench.repair;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Json;
import org.armature.bench.Workload;

/** The report for programs: one document, units in the names, the verdict last. */
final class RepairJson {
    private RepairJson() {}

    static String of(RepairReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("load_average", report.loadAverage());
        report.wiped().ifPresent(wiped -> document.put("wiped", wiped(wiped)));
        report.compared().ifPresent(compared -> {
            put(document, compared.workload());
            document.put("keys_mended_before", compared.mended());
            compared.quiet()
                    .ifPresent(quiet -> document.put(
                            "quiet",
                            quiet.rounds().stream().map(RepairJson::round).toList()));
            compared.restarted().ifPresent(restarted -> document.put("restarted", restarted(restarted)));
            compared.differing().ifPresent(differing -> document.put("differing", differing(differing)));
        });
        document.put("held", report.held());
        return Json.of(document);
    }

    private static void put(Map<String, Object> fields, Workload workload) {
        fields.put("keys", workload.keys());
        fields.put("value_bytes", workload.valueBytes());
        fields.put("clients", workload.threads());
    }

    private static Map<String, Object> wiped(Wiped wiped) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, wiped.workload());
        fields.put("reference_seconds", seconds(wiped.copying()));
        fields.put("filling_seconds", seconds(wiped.filling()));
        fields.put("starting_seconds", seconds(wiped.starting()));
        fields.put("all_there_seconds", seconds(wiped.there()));
        fields.put("all_there_by_reference", wiped.ratio());
        fields.put("all_compared_seconds", seconds(wiped.compared()));
        put(fields, wiped.counts());
        fields.put("gets", wiped.counts().gets());
        fields.put("replica_gets", wiped.counts().replicaGets());
        put(fields, wiped.look());
        return fields;
    }

    private static void put(Map<String, Object> fields, Counts counts) {
        fields.put("comparisons", counts.exchanges());
        fields.put("keys_found", counts.differed());
        fields.put("keys_repaired", counts.repaired());
        fields.put("engine_writes", counts.writes());
        fields.put("messages_sent", counts.messages());
        fields.put("bytes_sent", counts.bytes());
    }

    private static void put(Map<String, Object> fields, Likeness look) {
        fields.put("keys_looked_at", look.keys());
        fields.put("copies_lacking", look.lacking());
        fields.put("copies_unlike", look.unlike());
    }

    private static Map<String, Object> round(Round round) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seconds", round.seconds());
        put(fields, round.counts());
        return fields;
    }

    private static Map<String, Object> restarted(Restarted restarted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stopping_seconds", seconds(restarted.stopping()));
        fields.put("starting_seconds", seconds(restarted.starting()));
        fields.put("trees_known_seconds", seconds(restarted.known()));
        fields.put("trees_unknown", restarted.unknown());
        fields.put("same_incarnation", restarted.isSameIncarnation());
        return fields;
    }

    private static Map<String, Object> differing(Differing differing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keys_differing", differing.keys());
        fields.putAll(round(differing.round()));
        put(fields, differing.look());
        return fields;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
