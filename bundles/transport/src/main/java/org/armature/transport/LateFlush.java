package org.armature.transport;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes what senders queued and did not flush, {@value #DELAY_MILLIS} ms later. One for each network thread, with one
 * timer for all its connections: a sender that does flush pays a flag, and a busy thread at most 500 timers a second.
 */
final class LateFlush implements Runnable {
    private static final long DELAY_MILLIS = 2;

    private final EventLoop loop;
    private final Queue<FramedConnection> unflushed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean armed = new AtomicBoolean();

    LateFlush(EventLoop loop) {
        this.loop = loop;
    }

    /** @param connection not among those waiting already */
    @SuppressWarnings("FutureReturnValueIgnored") // what runs is guarded by each connection
    void add(FramedConnection connection) {
        unflushed.add(connection);
        if (armed.compareAndSet(false, true)) {
            loop.schedule(this, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void run() {
        armed.set(false);
        for (FramedConnection next = unflushed.poll(); next != null; next = unflushed.poll()) {
            next.lateFlush();
        }
    }
}
