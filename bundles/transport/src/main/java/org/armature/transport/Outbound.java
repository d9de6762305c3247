package org.armature.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/**
 * What one connection has still to write: frames in arrays on the heap. The network thread takes them in chunks of up
 * to {@value #CHUNK_BYTES} bytes, many small frames in one or one large frame in many, so that the direct memory of a
 * connection is bounded whatever the size of a value, and a write call carries as much as there is.
 *
 * <p>Frames are added by any thread and taken by the network thread only.
 */
final class Outbound {
    static final int CHUNK_BYTES = 1 << 16;

    private final int highWaterBytes;
    private final int lowWaterBytes;

    private ArrayDeque<byte[]> added = new ArrayDeque<>(); // guarded by this, as are the next four
    private long addedBytes;
    private long waitingBytes;
    private boolean pumpDue;
    private volatile boolean congested; // written under the lock, read without it for a quick no
    private volatile boolean closed; // likewise

    private ArrayDeque<byte[]> leaving = new ArrayDeque<>(); // of the network thread, as are the next two
    private long leavingBytes;
    private int firstOffset;

    Outbound(TransportLimits limits) {
        highWaterBytes = limits.highWaterBytes();
        lowWaterBytes = limits.lowWaterBytes();
    }

    /** Whether {@link #add} would take a frame now. */
    boolean takes(boolean answer) {
        return !closed && (answer || !congested);
    }

    /** @return whether it was taken */
    synchronized boolean add(byte[] frame, boolean answer) {
        if (!takes(answer)) {
            return false;
        }
        added.add(frame);
        addedBytes += frame.length;
        waitingBytes += frame.length;
        congested |= waitingBytes > highWaterBytes;
        return true;
    }

    /** Above the high-water mark, and not yet below the low one again. */
    boolean congested() {
        return congested;
    }

    /**
     * Whether the caller shall see to it that the network thread comes for what was added. True once, until that thread
     * has taken everything: one wake-up for all that is added meanwhile.
     */
    synchronized boolean claimPump() {
        if (pumpDue || added.isEmpty()) {
            return false;
        }
        pumpDue = true;
        return true;
    }

    /** The next bytes to write, null if there are none. The caller releases the buffer. */
    ByteBuf nextChunk(ByteBufAllocator allocator) {
        if (leaving.isEmpty() && !turn()) {
            return null;
        }
        int bytes = (int) Math.min(CHUNK_BYTES, leavingBytes);
        ByteBuf chunk = allocator.directBuffer(bytes, bytes);
        while (chunk.isWritable()) {
            byte[] first = leaving.element();
            int piece = Math.min(chunk.writableBytes(), first.length - firstOffset);
            chunk.writeBytes(first, firstOffset, piece);
            firstOffset += piece;
            if (firstOffset == first.length) {
                leaving.remove();
                firstOffset = 0;
            }
        }
        leavingBytes -= bytes;
        left(bytes);
        return chunk;
    }

    private synchronized boolean turn() {
        ArrayDeque<byte[]> empty = leaving;
        if (added.isEmpty()) {
            pumpDue = false;
            return false;
        }
        leaving = added;
        leavingBytes = addedBytes;
        added = empty;
        addedBytes = 0;
        return true;
    }

    private synchronized void left(int bytes) {
        waitingBytes -= bytes;
        if (waitingBytes <= lowWaterBytes) {
            congested = false;
        }
    }

    synchronized boolean isEmpty() {
        return waitingBytes == 0;
    }

    /** Takes no more; what is there may still leave. */
    synchronized void close() {
        closed = true;
    }

    /** Of the network thread: nothing will leave any more. */
    synchronized void drop() {
        closed = true;
        added.clear();
        leaving.clear();
        addedBytes = 0;
        leavingBytes = 0;
        waitingBytes = 0;
    }
}
