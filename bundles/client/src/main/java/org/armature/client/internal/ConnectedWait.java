package org.armature.client.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.armature.client.StoreException;
import org.armature.protocol.Message;

/** Somebody who wants to know when the first node is connected. */
final class ConnectedWait implements Parked {
    private final Cluster cluster;
    private final Span span;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    ConnectedWait(Cluster cluster, Duration deadline) {
        this.cluster = cluster;
        span = Span.fromNow(deadline);
    }

    CompletableFuture<Void> result() {
        return result;
    }

    @Override
    public void resume(long now, boolean nodeCameUp) {
        int changes = cluster.changes();
        Optional<Message.Failure> refused = cluster.refusedByAll();
        if (cluster.links().stream().anyMatch(link -> link.session().isPresent())) {
            result.complete(null);
        } else if (refused.isPresent()) {
            result.completeExceptionally(verdict().rejected(refused.get()));
        } else if (cluster.isClosed()) {
            abandon(Cluster.CLOSED);
        } else if (span.isOverAt(now)) {
            result.completeExceptionally(verdict().deadlinePassed());
        } else {
            cluster.park(this);
            cluster.expect(cluster.changes() == changes ? span.deadlineNanos() : now);
        }
    }

    @Override
    public void abandon(String reason) {
        StoreException failure = verdict().abandoned(reason);
        result.completeExceptionally(failure);
    }

    private Verdict verdict() {
        return new Verdict(CONNECT, cluster, null, false, span);
    }

    private static final Operation<Void> CONNECT = new Operation<>() {
        @Override
        public Message request(long deadlineMillis, boolean again) {
            throw new AssertionError("nothing is asked of a node");
        }

        @Override
        public Optional<Void> result(Message answer) {
            return Optional.empty();
        }

        @Override
        public boolean isWrite() {
            return false;
        }

        @Override
        public String describe() {
            return "connect";
        }

        @Override
        public String afterUnknownOutcome() {
            return "";
        }
    };
}
