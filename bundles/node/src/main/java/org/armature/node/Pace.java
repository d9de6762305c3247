package org.armature.node;

/** So many a second: what was not used lately may be used at once, up to a tenth of a second's worth. */
final class Pace {
    private static final double NANOS_A_SECOND = 1e9;

    private final int perSecond;
    private final double most;
    private double left;
    private long sinceNanos;

    /** @param perSecond from 1 */
    Pace(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond / 10.0);
        this.left = most;
        this.sinceNanos = nowNanos;
    }

    boolean take(long nowNanos) {
        left = Math.min(most, left + (nowNanos - sinceNanos) * (perSecond / NANOS_A_SECOND));
        sinceNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
