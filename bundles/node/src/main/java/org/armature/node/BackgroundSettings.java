package org.armature.node;

/**
 * When background work yields to requests (Dynamo §6.5).
 *
 * @param latencyNanos of the slowest hundredth of requests and of reads and writes of single records, above which it gets
 *     less of the time; 0 to take no notice
 * @param leastPercent of the time that it always gets, 1 to 100
 */
public record BackgroundSettings(long latencyNanos, int leastPercent) {
    public static final BackgroundSettings DEFAULT = new BackgroundSettings(50_000_000, 2);

    public BackgroundSettings {
        if (latencyNanos < 0 || leastPercent < 1 || leastPercent > 100) {
            throw new IllegalArgumentException(latencyNanos + " ns, " + leastPercent + " % of the time");
        }
    }
}
