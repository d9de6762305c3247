package org.armature.server;

import java.util.Queue;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.PeerLinks;

/** A loop that drives a machine which wants to be woken at times and sends to peers; what a batch sends leaves together. */
abstract class TimedLoop<T> extends Loop<T> {
    private final PeerLinks links;
    private boolean mustWake;
    private long wakeAtNanos;
    private boolean unflushed;

    TimedLoop(String name, PeerLinks links, Broken broken) {
        super(name, broken);
        this.links = links;
    }

    abstract void step(T event);

    /** The event of a time that has come. */
    abstract T timePassed();

    /** Instead of an earlier wish. */
    final void wakeAt(long monoNanos) {
        mustWake = true;
        wakeAtNanos = monoNanos;
    }

    /** @return false if it was not taken */
    final boolean send(NodeId to, long correlation, Message message) {
        boolean taken = links.send(to, correlation, message);
        unflushed |= taken;
        return taken;
    }

    @Override
    final void handle(Queue<T> batch) {
        for (T event = batch.poll(); event != null; event = batch.poll()) {
            step(event);
        }
        flush();
    }

    @Override
    final long idle() {
        if (mustWake && System.nanoTime() - wakeAtNanos >= 0) {
            mustWake = false;
            step(timePassed());
            flush();
        }
        return mustWake ? Math.max(1, wakeAtNanos - System.nanoTime()) : Long.MAX_VALUE;
    }

    private void flush() {
        if (unflushed) {
            unflushed = false;
            links.flush();
        }
    }
}
