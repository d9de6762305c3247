package org.armature.node;

/**
 * What the background work of a shard may take: so many bytes a second, and a {@linkplain BackgroundShare share} of the time. A page's time is how long it
 * was under way, from the first read to the last answer. So what is slow because the nodes are busy is followed by a
 * longer rest, and yields to requests without anyone telling how busy they are (Dynamo §6.5). More may be begun whenever
 * what was taken before has been paid for.
 */
final class Allowance {
    private static final double NANOS_A_SECOND = 1e9;
    /** Of a second: what was not used lately may be used at once. */
    private static final double SAVED = 0.1;
    /** A page that takes longer waits for something else than a busy node. */
    private static final long LONGEST_PAGE_NANOS = 500_000_000;

    private final double bytesPerNano;
    private final BackgroundShare share;
    private double bytes;
    private double nanos;
    private long sinceNanos;

    Allowance(TransferSettings settings, BackgroundShare share, long nowNanos) {
        this.bytesPerNano = settings.bytesPerSecond() / NANOS_A_SECOND;
        this.share = share;
        this.bytes = mostBytes();
        this.sinceNanos = nowNanos;
    }

    boolean isOpen(long nowNanos) {
        refill(nowNanos);
        return bytes > 0 && nanos >= 0;
    }

    void take(long moreBytes) {
        bytes -= moreBytes;
    }

    /** A page was under way from then to now. */
    void spent(long beganNanos, long nowNanos) {
        refill(nowNanos);
        long pageNanos = nowNanos - beganNanos;
        nanos -= Math.min(pageNanos, LONGEST_PAGE_NANOS) * (1 - share.at(nowNanos));
    }

    private void refill(long nowNanos) {
        long passed = nowNanos - sinceNanos;
        bytes = Math.min(mostBytes(), bytes + passed * bytesPerNano);
        nanos = Math.min(0, nanos + passed * share.at(nowNanos));
        sinceNanos = nowNanos;
    }

    private double mostBytes() {
        return bytesPerNano * NANOS_A_SECOND * SAVED;
    }
}
