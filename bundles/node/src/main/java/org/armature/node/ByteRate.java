package org.armature.node;

/** So many bytes a second: more may be begun whenever what was taken before has been paid for. */
final class ByteRate {
    private static final double NANOS_A_SECOND = 1e9;

    private final double perNano;
    private final double most;
    private double left;
    private long sinceNanos;

    /** @param perSecond from 1 */
    ByteRate(long perSecond, long nowNanos) {
        this.perNano = perSecond / NANOS_A_SECOND;
        this.most = perSecond / 10.0;
        this.left = most;
        this.sinceNanos = nowNanos;
    }

    boolean isOpen(long nowNanos) {
        left = Math.min(most, left + (nowNanos - sinceNanos) * perNano);
        sinceNanos = nowNanos;
        return left > 0;
    }

    void take(long bytes) {
        left -= bytes;
    }
}
