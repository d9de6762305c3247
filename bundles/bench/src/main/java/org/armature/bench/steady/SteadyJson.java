package org.armature.bench.steady;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.bench.Spread;
import org.armature.bench.Workload;

/** What reports of runs under load have in common, for programs. */
public final class SteadyJson {
    private SteadyJson() {}

    public static void workload(Map<String, Object> document, Workload workload) {
        document.put("keys", workload.keys());
        document.put("value_bytes", workload.valueBytes());
        document.put("clients", workload.threads());
    }

    /**
     * @param capacity operations a second that three nodes bore in a closed loop
     * @param rate operations that were due in a second
     */
    public static void rates(Map<String, Object> document, double loadAverage, double capacity, double rate) {
        document.put("load_average", loadAverage);
        document.put("capacity_per_second", capacity);
        document.put("rate_per_second", rate);
    }

    /** @param stale reads that showed less than had been acknowledged before they began */
    public static void counts(Map<String, Object> document, long stale, LoadFigures all, LastLook.Found look) {
        document.put("stale_reads", stale);
        document.put("errors", all.errors());
        document.put("failed_reads", all.readsFailed());
        document.put("failed_writes", all.writesFailed());
        document.put("keys_lost", look.lost());
        document.put("keys_not_readable", look.unread());
        document.put("keys_below_n", look.thin());
    }

    public static Map<String, Object> spread(Spread spread) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("median", spread.median());
        fields.put("least", spread.least());
        fields.put("most", spread.most());
        return fields;
    }
}
