package org.armature.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one peer: there, or about to be tried again. Waits 100 ms after the first failure, then twice as
 * long each time up to 2 s; 10 s after a peer said no, or turned out to be another node, but 1 s if it said that another
 * process runs under this node's name, which may be a connection that has not yet noticed its end. Each wait is
 * shortened by up to half at random, so that nodes do not come all at once.
 */
final class PeerLink implements ConnectionHandler {
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final long WAIT_AFTER_NO_MILLIS = 10_000;
    private static final long WAIT_FOR_DUPLICATE_MILLIS = 1_000;
    private static final Logger log = LoggerFactory.getLogger(PeerLink.class);

    private final NodeId peer;
    private final InetSocketAddress address;
    private final Network network;
    private final Supplier<Message.Hello> hello;
    private final PeerEvents events;

    private volatile Connection connection;
    private volatile boolean stopped;
    private volatile long pauseMillis = FIRST_WAIT_MILLIS; // after a connection was lost
    private long wait = FIRST_WAIT_MILLIS; // of one network callback at a time, as is the next
    private String complaint = "";

    PeerLink(
            NodeId peer, InetSocketAddress address, Network network, Supplier<Message.Hello> hello, PeerEvents events) {
        this.peer = peer;
        this.address = address;
        this.network = network;
        this.hello = hello;
        this.events = events;
    }

    InetSocketAddress address() {
        return address;
    }

    void attempt() {
        if (stopped) {
            return;
        }
        Message.Hello greeting;
        try {
            greeting = greeting();
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        network.connect(address, greeting, this, network.limits().handshakeTimeout())
                .whenComplete((connected, failure) -> {
                    if (failure != null) {
                        failed(failure);
                    }
                });
    }

    private Message.Hello greeting() {
        return hello.get().expecting(peer);
    }

    private void failed(Throwable failure) {
        if (stopped) {
            return;
        }
        ConnectFailed why = failure instanceof ConnectFailed known
                ? known
                : new ConnectFailed(String.valueOf(failure.getMessage()), Optional.empty());
        complain(why);
        events.notReached(peer, why);
        if (why.saysDuplicate()) {
            tryAgainAfter(WAIT_FOR_DUPLICATE_MILLIS);
        } else if (why.isMistaken()) {
            tryAgainAfter(WAIT_AFTER_NO_MILLIS);
        } else {
            tryAgainAfter(wait);
            wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        }
    }

    /** Once for each reason; repeats are for those who debug. */
    private void complain(ConnectFailed failure) {
        String reason = Printable.line(String.valueOf(failure.getMessage()));
        if (reason.equals(complaint)) {
            log.debug("peer still not reached peer={} address={} reason={}", peer, address, reason);
        } else if (failure.isMistaken()) {
            log.warn("peer refused peer={} address={} reason={}", peer, address, reason);
        } else {
            log.info("peer not reached, trying on peer={} address={} reason={}", peer, address, reason);
        }
        complaint = reason;
    }

    private void tryAgainAfter(long millis) {
        network.later(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1), this::attempt);
    }

    @Override
    public void opened(Connection opened) {
        if (stopped) {
            opened.close();
            return;
        }
        wait = FIRST_WAIT_MILLIS;
        complaint = "";
        pauseMillis = FIRST_WAIT_MILLIS;
        connection = opened;
        Message.Welcome greeting = (Message.Welcome) opened.greeting();
        log.info(
                "peer linked peer={} address={} incarnation={}",
                peer,
                address,
                Long.toHexString(greeting.incarnation()));
        events.peerUp(peer, greeting);
        if (stopped) {
            opened.close(); // stop() came too early to see this connection
        }
    }

    @Override
    public void received(Connection from, long correlation, Message answer) {
        events.answered(peer, correlation, answer);
    }

    @Override
    public void closed(Connection ended, String reason) {
        if (connection == null) {
            return; // it opened after the link was stopped: nobody was told
        }
        connection = null;
        log.info("peer lost peer={} address={} reason={}", peer, address, Printable.line(reason));
        events.peerDown(peer, reason);
        if (!stopped) {
            tryAgainAfter(pauseMillis);
        }
    }

    void reconnect(long afterMillis) {
        Connection current = connection;
        if (current != null) {
            pauseMillis = afterMillis;
            current.close();
        }
    }

    boolean send(long correlation, Message request) {
        Connection current = connection;
        return current != null && current.send(correlation, request);
    }

    void flush() {
        Connection current = connection;
        if (current != null) {
            current.flush();
        }
    }

    void stop() {
        stopped = true;
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }
}
