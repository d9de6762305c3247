package org.armature.bench.swap;

import java.time.Duration;
import org.armature.bench.steady.LoadFigures;
import org.armature.protocol.EngineMessage.Exchange;

/**
 * One exchange, and the load around it.
 *
 * @param number from 1
 * @param took from the order until the task was done
 * @param quiet before it
 * @param swapping from the order until the task was done
 * @param resting after it
 */
record Swap(
        int number,
        String node,
        Exchange exchange,
        Duration took,
        LoadFigures quiet,
        LoadFigures swapping,
        LoadFigures resting) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double LEAST_MILLIS = 1e-6;

    /** For which the node's storage calls of the table waited. */
    double pauseMillis() {
        return exchange.pauseNanos() / NANOS_PER_MILLI;
    }

    /** How much higher the p99.9 was meanwhile. */
    double p999Ratio() {
        return swapping.p999Millis() / Math.max(LEAST_MILLIS, quiet.p999Millis());
    }
}
