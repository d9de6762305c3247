package org.armature.bench.deletes;

import java.time.Duration;
import java.util.List;

/**
 * What a run found out.
 *
 * @param loadAverage of the machine before anything began
 * @param deleting how long it took to delete all
 * @param away from the stop of the node to its start
 * @param reaping from when it served again until nothing was left anywhere, or the limit
 * @param reads of each pass over all keys, at R=1
 * @param found values that each of these passes found
 * @param values copies that are a value, of those that each node was asked for by itself in the end
 * @param left records of the table on all nodes in the end
 * @param complete receipts that say reaped for every owner
 * @param stopped why nodes did not go on with their rounds in the end; empty if nothing stopped them
 */
record DeletesReport(
        DeletesPlan plan,
        double loadAverage,
        Duration deleting,
        Duration away,
        Duration reaping,
        int reads,
        List<Integer> found,
        int values,
        long left,
        int complete,
        List<String> stopped) {
    DeletesReport {
        found = List.copyOf(found);
        stopped = List.copyOf(stopped);
    }

    /** Values that were deleted, and were seen afterwards. */
    int resurrected() {
        return values + found.stream().mapToInt(each -> each).sum();
    }

    /** Whether all counts are as they must be; times do not matter. */
    boolean held() {
        return resurrected() == 0 && left == 0 && complete == plan.workload().keys();
    }
}
