package org.armature.client.internal;

import java.util.concurrent.CompletableFuture;

/** Somebody who goes on at a time, or when the client is closed. */
final class Pause implements Parked {
    private final Cluster cluster;
    private final long endNanos;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    Pause(Cluster cluster, long endNanos) {
        this.cluster = cluster;
        this.endNanos = endNanos;
    }

    CompletableFuture<Void> result() {
        return result;
    }

    @Override
    public void resume(long now, boolean nodeCameUp) {
        if (now - endNanos >= 0) {
            result.complete(null);
            return;
        }
        cluster.park(this);
        cluster.expect(endNanos);
        if (cluster.isClosed()) {
            result.complete(null);
        }
    }

    @Override
    public void abandon(String reason) {
        result.complete(null);
    }
}
