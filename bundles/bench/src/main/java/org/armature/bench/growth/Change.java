package org.armature.bench.growth;

import java.time.Duration;
import java.util.Optional;

/**
 * A change of the ring that was carried out.
 *
 * @param text such as {@code join n4}
 * @param planned copies of partitions that the plan moves
 * @param least that any plan would have to move, as the planner knows it
 * @param taken places that nodes took over
 * @param bytes of records that nodes sent one another for it
 * @param settled from the commit until every place had moved and the ring was decided anew
 * @param cleaned from the commit until no copy of before was left; empty if some were at the limit
 */
record Change(
        String text,
        double planned,
        double least,
        long taken,
        long bytes,
        Duration settled,
        Optional<Duration> cleaned) {
    /** 1 if nothing has to move. */
    double movedByLeast() {
        return least > 0 ? planned / least : 1;
    }

    double bytesPerSecond() {
        return bytes * 1e9 / Math.max(1, settled.toNanos());
    }
}
