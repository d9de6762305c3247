package org.armature.client.internal;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.protocol.Message;
import org.armature.transport.Connection;
import org.armature.transport.ConnectionHandler;

/**
 * One connection to a node, from greeting to end, and the requests that wait for their answers on it. Thread-safe.
 *
 * <p>A node that let a request's time pass without a sound is <em>silent</em>: calls avoid it until it is heard again
 * (the paper's local notion of failure, Dynamo §4.8.3). That it can be connected says nothing: a stopped process
 * still accepts.
 */
final class Session implements ConnectionHandler {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NodeLink link;
    private final ConcurrentMap<Long, Attempt> pending = new ConcurrentHashMap<>();
    private final AtomicLong correlations = new AtomicLong();

    private volatile Connection connection;
    private volatile String closedBecause;
    private volatile long heardNanos;
    private volatile boolean silent;
    private volatile long fullAt;
    private volatile boolean doubted;
    private volatile long doubtedSince;

    Session(NodeLink link) {
        this.link = link;
    }

    NodeLink link() {
        return link;
    }

    long nextCorrelation() {
        return correlations.incrementAndGet();
    }

    boolean isSilent() {
        return silent;
    }

    /** When something last arrived on it, the greeting included. */
    long heardNanos() {
        return heardNanos;
    }

    /** Whether it has refused a request at that very time, so that another one need not be made. */
    boolean wasFullAt(long now) {
        return fullAt == now;
    }

    /**
     * @return false if nothing was sent, for the connection is closed or too much waits to be written. Else the attempt
     *     will be told of its answer or its loss, perhaps before this returns
     */
    boolean send(Attempt attempt, Message request, boolean flush) {
        Connection open = connection;
        pending.put(attempt.correlation(), attempt);
        if (!open.send(attempt.correlation(), request)) {
            fullAt = attempt.sentNanos();
            return !forget(attempt);
        }
        if (flush) {
            open.flush();
        }
        String reason = closedBecause;
        if (reason != null && forget(attempt)) {
            attempt.call().lost(attempt, reason, System.nanoTime());
        }
        return true;
    }

    /** @return whether it was still waiting */
    boolean forget(Attempt attempt) {
        return pending.remove(attempt.correlation(), attempt);
    }

    /** A request sent at that time has had no answer in its share of the deadline. */
    void overdue(long sentNanos) {
        if (!silent && heardNanos - sentNanos < 0) {
            silent = true;
            link.silent(this);
        }
    }

    /**
     * A request sent at that time is not waited for any more, for another node has answered. A second without a sound
     * shows that the node is silent; without this, hedges would hide it.
     */
    void doubt(long sentNanos) {
        if (!silent && !doubted && heardNanos - sentNanos < 0) {
            doubtedSince = sentNanos;
            doubted = true;
            link.expect(sentNanos + PATIENCE_NANOS);
        }
    }

    private void sweepDoubt(long now) {
        if (!doubted) {
            return;
        }
        long end = doubtedSince + PATIENCE_NANOS;
        boolean heard = heardNanos - doubtedSince >= 0;
        if (heard || now - end >= 0) {
            doubted = false;
            overdue(doubtedSince);
        } else {
            link.expect(end);
        }
    }

    void sweep(long now) {
        sweepDoubt(now);
        for (Attempt attempt : pending.values()) {
            attempt.call().proceed(now);
        }
    }

    void abandonAll(String reason) {
        for (Attempt attempt : pending.values()) {
            attempt.call().abandon(reason);
        }
    }

    void close() {
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void opened(Connection opened) {
        heardNanos = System.nanoTime();
        connection = opened;
        link.opened(this, opened.greeting());
    }

    @Override
    public void received(Connection from, long correlation, Message message) {
        long now = System.nanoTime();
        heardNanos = now;
        if (silent) {
            silent = false;
            link.heardAgain(this);
        }
        link.answered();
        Attempt attempt = pending.remove(correlation);
        if (attempt != null) {
            attempt.call().answered(attempt, message, now);
        }
    }

    @Override
    public void closed(Connection ended, String reason) {
        closedBecause = reason;
        link.closed(this, reason);
        long now = System.nanoTime();
        for (Iterator<Attempt> each = pending.values().iterator(); each.hasNext(); ) {
            Attempt attempt = each.next();
            if (forget(attempt)) {
                attempt.call().lost(attempt, reason, now);
            }
        }
    }
}
