package org.armature.transport;

import java.util.Optional;
import org.armature.protocol.Message;

/** No connection: refused, timed out, or the other side said no in the handshake. */
public final class ConnectFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Message.Failure> refusal;

    public ConnectFailed(String message, Optional<Message.Failure> refusal) {
        super(message);
        this.refusal = refusal;
    }

    /** What the other side answered, if it said no itself. */
    public Optional<Message.Failure> refusal() {
        return refusal;
    }
}
