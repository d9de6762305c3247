package org.armature.engine.buffered;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.armature.storage.Environment;
import org.armature.storage.Uninterruptible;

/**
 * Writes what a buffer holds to the environment below, batch after batch, and is the only one who writes there. Ends
 * when the buffer is closed.
 */
final class WriterThread extends Thread implements Uninterruptible {
    private final WriteBuffer buffer;
    private final Environment below;
    private final Lock turn = new ReentrantLock(true);

    WriterThread(String instance, WriteBuffer buffer, Environment below) {
        super("armature-buffer-" + instance);
        this.buffer = buffer;
        this.below = below;
        setDaemon(true);
    }

    /** While it is held, nothing is in flight. First come, first served. */
    Lock turn() {
        return turn;
    }

    @Override
    public void interrupt() {
        // see Uninterruptible
    }

    @Override
    public void run() {
        while (buffer.awaitWork()) {
            turn.lock();
            try {
                write(buffer.takeOff());
            } finally {
                turn.unlock();
            }
        }
    }

    /** A defective engine may throw anything; nothing of it may end this thread, or writers would wait for ever. */
    private void write(Generation flight) {
        try {
            below.write(flight.mutations(), flight.durability());
        } catch (RuntimeException | Error e) {
            buffer.crashed(e);
            return;
        }
        buffer.landed();
    }
}
