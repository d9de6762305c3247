package org.armature.client.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.armature.client.StoreException;
import org.armature.client.observe.Connections;
import org.armature.protocol.Message;
import org.armature.transport.ConnectFailed;
import org.armature.transport.Connection;
import org.armature.transport.Network;
import org.armature.transport.TransportLimits;

/**
 * The nodes a client was given and what its calls share: the threads, the clock, and who waits for a node. Thread-safe.
 *
 * <p>Threads, all daemons: one of the network, one for the timers, and while host names are looked up one that ends
 * when it has nothing to do.
 */
final class Cluster implements AutoCloseable, Connections {
    static final TransportLimits LIMITS = TransportLimits.DEFAULT;

    /** Why calls end that were under way, or begin too late. */
    static final String CLOSED = "the client was closed";

    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(2);

    private final String name = "armature-client-" + CLIENTS.incrementAndGet();
    private final Message.Role role;
    private final List<NodeLink> links;
    private final Network network = Network.start(name, 1, LIMITS);
    private final Timers timers = new Timers(name + "-timers", this::sweep);
    private final ThreadPoolExecutor lookups;
    private final ParkedCalls parked = new ParkedCalls();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicReference<String> clusterId = new AtomicReference<>();
    private volatile boolean closed;

    private Cluster(List<NodeAddress> nodes, Message.Role role) {
        this.role = role;
        links = nodes.stream().map(address -> new NodeLink(address, this)).toList();
        lookups = new ThreadPoolExecutor(
                links.size(), links.size(), 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::lookupThread);
        lookups.allowCoreThreadTimeOut(true);
    }

    /** Begins to connect at once, without waiting for it. */
    static Cluster start(List<NodeAddress> nodes, Message.Role role) {
        return started(new Cluster(nodes, role));
    }

    /** Likewise, to nodes of that cluster and no other. */
    static Cluster start(List<NodeAddress> nodes, Message.Role role, String clusterId) {
        Cluster cluster = new Cluster(nodes, role);
        cluster.clusterId.set(clusterId);
        return started(cluster);
    }

    private static Cluster started(Cluster cluster) {
        cluster.timers.start();
        cluster.expect(System.nanoTime());
        return cluster;
    }

    private Thread lookupThread(Runnable work) {
        Thread thread = new Thread(work, name + "-lookup");
        thread.setDaemon(true);
        return thread;
    }

    private void sweep(long now) {
        links.forEach(link -> link.sweep(now));
        parked.resumeAll(now, false);
    }

    // ---- calls

    /** Starts a call; what it asks leaves soon, together with what else is asked at the same time. */
    <R> CompletableFuture<R> ask(Operation<R> operation, Span span, Observation observation) {
        return started(operation, span, observation, false).result();
    }

    /**
     * Starts a call and waits for its end.
     *
     * @throws IllegalStateException on a thread of this client, which would wait for itself
     */
    <R> R askAndWait(Operation<R> operation, Span span) {
        return askAndWait(operation, span, Observation.NONE);
    }

    /** Likewise, as a part of what is observed. */
    <R> R askAndWait(Operation<R> operation, Span span, Observation observation) {
        refuseOwnThreads(operation.describe());
        if (Thread.currentThread().isInterrupted()) {
            Call<R> call = new Call<>(operation, this, span, observation, true);
            call.abandon("the calling thread was interrupted before it began");
            return awaited(call.result(), call::abandon);
        }
        Call<R> call = started(operation, span, observation, true);
        return awaited(call.result(), call::abandon);
    }

    private <R> Call<R> started(Operation<R> operation, Span span, Observation observation, boolean flushAtOnce) {
        Call<R> call = new Call<>(operation, this, span, observation, flushAtOnce);
        call.proceed(System.nanoTime());
        return call;
    }

    /** @throws IllegalStateException on a thread of this client, which would wait for itself */
    void refuseOwnThreads(String what) {
        if (timers.isCurrentThread() || Thread.currentThread().getName().startsWith(name + "-")) {
            throw new IllegalStateException(what + ": the client's own thread "
                    + Thread.currentThread().getName()
                    + " can't wait for an answer it must itself receive; use async() there");
        }
    }

    /** Begins to wait for that time. */
    Pause pause(long endNanos) {
        Pause pause = new Pause(this, endNanos);
        pause.resume(System.nanoTime(), false);
        return pause;
    }

    /**
     * Waits for the end of something.
     *
     * @param abandon ends it at once, given the reason, when the waiting thread is interrupted
     */
    static <R> R awaited(CompletableFuture<R> result, Consumer<String> abandon) {
        boolean interrupted = false;
        while (true) {
            try {
                R value = result.get();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return value;
            } catch (InterruptedException e) {
                interrupted = true;
                abandon.accept("the calling thread was interrupted");
            } catch (ExecutionException e) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw seenFromHere(e);
            }
        }
    }

    /** Nobody else has this exception, so its stack trace may be the caller's and not the network thread's. */
    private static RuntimeException seenFromHere(ExecutionException e) {
        if (e.getCause() instanceof StoreException failure) {
            failure.fillInStackTrace();
            return failure;
        }
        return new IllegalStateException(e);
    }

    /** Done when a node is connected; fails at the deadline. */
    CompletionStage<Void> connected(Duration deadline) {
        ConnectedWait wait = new ConnectedWait(this, deadline);
        wait.resume(System.nanoTime(), true);
        return wait.result();
    }

    // ---- for calls

    List<NodeLink> links() {
        return links;
    }

    /** The place in {@link #links()} where the next search for a node begins: round-robin. */
    int nextTurn() {
        return Math.floorMod(turn.getAndIncrement(), links.size());
    }

    /** Moves whenever a node may have become usable, or hopeless. */
    int changes() {
        return changes.get();
    }

    /** Waits for a node to come up or, if that was expected, for its time. */
    void park(Parked call) {
        parked.add(call);
    }

    void expect(long nanoTime) {
        timers.expect(nanoTime);
    }

    boolean isClosed() {
        return closed;
    }

    /** The refusal of a node if every node has refused the handshake for good, so that waiting is of no use. */
    Optional<Message.Failure> refusedByAll() {
        Optional<Message.Failure> last = Optional.empty();
        for (NodeLink link : links) {
            last = link.refusal().filter(refusal -> refusal.outcome() == Message.Outcome.REJECTED);
            if (last.isEmpty()) {
                return last;
            }
        }
        return last;
    }

    // ---- for observers

    @Override
    public int up() {
        return (int) links.stream().filter(link -> link.session().isPresent()).count();
    }

    @Override
    public int down() {
        return links.size() - up();
    }

    // ---- for links

    CompletionStage<Connection> dial(NodeAddress address, Session session) {
        if (address.isLiteral()) {
            return connect(address.resolve(), session);
        }
        return CompletableFuture.supplyAsync(address::resolve, lookups).thenCompose(found -> connect(found, session));
    }

    private CompletionStage<Connection> connect(InetSocketAddress address, Session session) {
        return address.isUnresolved()
                ? CompletableFuture.failedStage(new ConnectFailed("nobody knows the name", Optional.empty()))
                : network.connect(address, hello(), session, HANDSHAKE_LIMIT);
    }

    private Message.Hello hello() {
        Optional<String> known = Optional.ofNullable(clusterId.get());
        return new Message.Hello(1, 1, role, known, "armature-java-client");
    }

    /** The cluster of the nodes greeted so far if it is not this one; the first to come decides. */
    Optional<String> otherThan(String greeted) {
        String first = clusterId.compareAndExchange(null, greeted);
        return first == null || first.equals(greeted) ? Optional.empty() : Optional.of(first);
    }

    void nodeCameUp() {
        changes.incrementAndGet();
        parked.resumeAll(System.nanoTime(), true);
    }

    void nodeFailed() {
        if (refusedByAll().isPresent()) {
            nodeCameUp();
        }
    }

    // ---- the end

    /** Ends all calls, connections and threads; returns when they have ended, unless one of them is the caller. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        links.forEach(link -> link.abandonAll(CLOSED));
        parked.abandonAll(CLOSED);
        timers.close();
        lookups.shutdownNow();
        if (Thread.currentThread().getName().startsWith(name + "-")) {
            new Thread(network::close, name + "-closer").start();
        } else {
            network.close();
        }
    }
}
