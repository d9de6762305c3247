package org.armature.node;

/**
 * When background work yields to requests (Dynamo §6.5): while the slowest hundredth takes longer than these limits it gets
 * less of the time; 0 takes no notice.
 *
 * @param latencyNanos of requests
 * @param engineNanos of reads and writes of single records
 * @param queueNanos that changes wait for their key's turn
 * @param lockFailures in six seconds
 * @param leastPercent of the time that it always gets, 1 to 100
 */
public record BackgroundSettings(
        long latencyNanos, long engineNanos, long queueNanos, int lockFailures, int leastPercent, QuietHours quiet) {
    private static final long USUAL_NANOS = 50_000_000;

    public static final BackgroundSettings DEFAULT =
            new BackgroundSettings(USUAL_NANOS, USUAL_NANOS, USUAL_NANOS, 2, 2, QuietHours.NONE);

    public BackgroundSettings {
        if (latencyNanos < 0
                || engineNanos < 0
                || queueNanos < 0
                || lockFailures < 0
                || leastPercent < 1
                || leastPercent > 100) {
            throw new IllegalArgumentException(latencyNanos + ", " + engineNanos + " and " + queueNanos + " ns, "
                    + lockFailures + " failures, " + leastPercent + " % of the time");
        }
    }

    /** Of no notice to anything. */
    public static BackgroundSettings heedless(int leastPercent) {
        return new BackgroundSettings(0, 0, 0, 0, leastPercent, QuietHours.NONE);
    }

    /** Above which it gets less; 0 to take no notice. */
    long limit(Pressure pressure) {
        return switch (pressure) {
            case REQUESTS -> latencyNanos;
            case ENGINE -> engineNanos;
            case QUEUES -> queueNanos;
            case LOCKS -> lockFailures;
        };
    }
}
