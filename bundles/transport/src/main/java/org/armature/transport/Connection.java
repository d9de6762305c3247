package org.armature.transport;

import java.net.InetSocketAddress;
import org.armature.protocol.Message;

/** An open connection whose handshake is done. Thread-safe; nothing here blocks. */
public interface Connection {
    /** The other side as it introduced itself: a {@link Message.Hello} at the listener, else a {@link Message.Welcome}. */
    Message greeting();

    InetSocketAddress remote();

    /**
     * Queues a message; it leaves at the next {@link #flush()}, or by itself soon after. Messages of one thread arrive in
     * their order.
     *
     * <p>A message beyond the frame limit does not leave: a request is answered from here with FRAME_TOO_LARGE, in place
     * of an answer the other side is told so.
     *
     * @param correlation chosen by whoever asks, repeated in the answer
     * @return false if the connection is closed or more than the high-water mark waits to be written: then nothing was
     *     queued. Answers have reserved room and are refused only when the connection is closed
     */
    boolean send(long correlation, Message message);

    /** Writes what is queued. */
    void flush();

    /** Idempotent. */
    void close();
}
