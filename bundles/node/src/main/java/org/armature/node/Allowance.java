package org.armature.node;

/**
 * What the background work of a shard may take: so many bytes a second, and a {@linkplain BackgroundShare share} of the time.
 * A slice's time is how long it was under way, from the first read to the last answer. So what is slow because the nodes are
 * busy is followed by a longer rest, and yields to requests without anyone telling how busy they are (Dynamo §6.5). More may
 * be begun whenever what was taken before has been paid for; where all of the time may be taken, it costs nothing.
 */
final class Allowance {
    private static final double NANOS_A_SECOND = 1e9;
    /** Of a second: what was not used lately may be used at once. */
    private static final double SAVED = 0.1;
    /** A slice that takes longer waits for something else than a busy node. */
    private static final long LONGEST_SLICE_NANOS = 500_000_000;

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

    /**
     * What a slice costs.
     *
     * @param tookNanos from its begin to its end
     */
    long price(long tookNanos, long nowNanos) {
        return share.at(nowNanos) < 1 ? Math.min(tookNanos, LONGEST_SLICE_NANOS) : 0;
    }

    /** @param moreNanos below 0 gives back */
    void spend(long moreNanos, long nowNanos) {
        refill(nowNanos);
        nanos = Math.min(0, nanos - moreNanos);
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
