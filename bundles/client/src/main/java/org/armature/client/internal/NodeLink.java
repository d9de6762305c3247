package org.armature.client.internal;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.ConnectFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node and the one connection to it, opened again for ever after it was lost. Thread-safe.
 *
 * <p>A connection on which nothing has been heard for {@link #SILENCE_LIMIT_NANOS} since it fell silent is given up: the
 * handshake of the next one shows whether the node answers.
 */
final class NodeLink {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);
    private static final Backoff REDIAL = new Backoff(100, 2_000);
    private static final long SILENCE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final NodeAddress address;
    private final Cluster cluster;

    private volatile Session session;
    private volatile NodeId name;
    private volatile String problem = "is not connected yet";
    private volatile Message.Failure refusal;
    private volatile int failures;

    // guarded by this
    private boolean dialing;
    private long dialAt = System.nanoTime();
    private long silentSince;

    NodeLink(NodeAddress address, Cluster cluster) {
        this.address = address;
        this.cluster = cluster;
    }

    /** The node's; known once there was a connection. */
    NodeId name() {
        return name;
    }

    /** As the client was given it. */
    String address() {
        return address.toString();
    }

    /** Sees to it that there is a sweep at that time or before. */
    void expect(long nanoTime) {
        cluster.expect(nanoTime);
    }

    /** The connection, if there is one. */
    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** What the node said when it refused the last handshake; empty if it did not come to that. */
    Optional<Message.Failure> refusal() {
        return session == null ? Optional.ofNullable(refusal) : Optional.empty();
    }

    /** Why it can't be used now, after its name. */
    String problem() {
        Session open = session;
        if (open == null) {
            return problem;
        }
        return open.isSilent()
                ? "has been silent for " + Texts.millis(System.nanoTime() - open.heardNanos())
                : "took no request, for too much waits to be written to it";
    }

    /** Does what is due at that time, and expects to be called again for what is not. */
    void sweep(long now) {
        Session open = session;
        if (open != null) {
            open.sweep(now);
            closeIfSilent(open, now);
        } else if (mayDial(now)) {
            dial();
        }
    }

    private void dial() {
        cluster.dial(address, new Session(this)).whenComplete((connection, error) -> {
            if (error != null) {
                dialFailed(error);
            }
        });
    }

    private synchronized void closeIfSilent(Session open, long now) {
        if (!open.isSilent()) {
            return;
        }
        if (now - silentSince >= SILENCE_LIMIT_NANOS) {
            open.close();
        } else {
            cluster.expect(silentSince + SILENCE_LIMIT_NANOS);
        }
    }

    private synchronized boolean mayDial(long now) {
        if (dialing || session != null || cluster.isClosed()) {
            return false;
        }
        if (now - dialAt < 0) {
            cluster.expect(dialAt);
            return false;
        }
        dialing = true;
        return true;
    }

    private void dialFailed(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        refusal = cause instanceof ConnectFailed failed ? failed.refusal().orElse(null) : null;
        String was = problem;
        problem = refusal == null
                ? notReached(cause)
                : "refused the handshake: " + refusal.code() + " " + refusal.message();
        if (!problem.equals(was) && !cluster.isClosed()) {
            LOG.warn("node not reachable node={} reason=\"{}\"", this, problem);
        }
        redialLater();
        cluster.nodeFailed();
    }

    private static String notReached(Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        return reason.contains("Connection refused") ? "refused the connection" : "can't be reached: " + reason;
    }

    private synchronized void redialLater() {
        dialing = false;
        dialAt = System.nanoTime() + REDIAL.nanos(failures++, ThreadLocalRandom.current());
        cluster.expect(dialAt);
    }

    /** The handshake is done. */
    void opened(Session opened, Message greeting) {
        if (!(greeting instanceof Message.Welcome welcome)) {
            throw new IllegalStateException(this + " greeted with " + greeting);
        }
        name = welcome.node();
        Optional<String> other = cluster.otherThan(welcome.clusterId());
        if (other.isPresent()) {
            foreign(opened, welcome, other.get());
            return;
        }
        refusal = null;
        problem = "was connected";
        synchronized (this) {
            session = opened;
            dialing = false;
        }
        LOG.info("node connected node={} cluster={} software={}", this, welcome.clusterId(), welcome.software());
        cluster.nodeCameUp();
    }

    private void foreign(Session opened, Message.Welcome welcome, String cluster) {
        String message = "belongs to cluster " + welcome.clusterId()
                + ", but nodes this client reached before belong to " + cluster + "; give only nodes of one cluster";
        refusal = new Message.Failure(ErrorCode.FOREIGN_CLUSTER, Message.Outcome.REJECTED, message);
        problem = message;
        LOG.error("node of another cluster node={} reason=\"{}\"", this, message);
        opened.close();
    }

    /** A message arrived: the node is well. */
    void answered() {
        if (failures != 0) {
            failures = 0;
        }
    }

    void silent(Session fallen) {
        long now = System.nanoTime();
        synchronized (this) {
            silentSince = now;
        }
        cluster.expect(now + SILENCE_LIMIT_NANOS);
        LOG.warn("node silent node={} silent_ms={}", this, TimeUnit.NANOSECONDS.toMillis(now - fallen.heardNanos()));
    }

    void heardAgain(Session heard) {
        LOG.info("node answers again node={}", this);
        cluster.nodeCameUp();
    }

    void closed(Session ended, String reason) {
        boolean lost;
        synchronized (this) {
            lost = session == ended;
            if (lost) {
                session = null;
                problem = "is disconnected: " + reason;
            }
            redialLater();
        }
        if (lost && !cluster.isClosed()) {
            LOG.warn("node lost node={} reason=\"{}\"", this, reason);
        }
        cluster.nodeFailed();
    }

    void close() {
        Session open = session;
        if (open != null) {
            open.close();
        }
    }

    void abandonAll(String reason) {
        Session open = session;
        if (open != null) {
            open.abandonAll(reason);
        }
    }

    /** The node's name, once it is known, and its address. */
    @Override
    public String toString() {
        NodeId known = name;
        return known == null ? address.toString() : known + " (" + address + ")";
    }
}
