package org.armature.transport;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;

/** No connection: refused, timed out, or one of the two sides said no in the handshake. */
public final class ConnectFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Message.Failure> refusal;
    private final boolean mistaken;

    public ConnectFailed(String message, Optional<Message.Failure> refusal) {
        this(message, refusal, refusal.isPresent());
    }

    private ConnectFailed(String message, Optional<Message.Failure> refusal, boolean mistaken) {
        super(message);
        this.refusal = refusal;
        this.mistaken = mistaken;
    }

    /** The other side is not who it should be: of another cluster, another node, or of no common version. */
    static ConnectFailed mistaken(String message) {
        return new ConnectFailed(message, Optional.empty(), true);
    }

    /** What the other side answered, if it said no itself. */
    public Optional<Message.Failure> refusal() {
        return refusal;
    }

    /** The other side knows another process under this node's name. */
    public boolean saysDuplicate() {
        return refusal != null
                && refusal.map(no -> no.code() == ErrorCode.DUPLICATE_NODE).orElse(false);
    }

    /** Whether trying again soon is of no use: someone answered, and it was a no. */
    boolean isMistaken() {
        return mistaken;
    }
}
