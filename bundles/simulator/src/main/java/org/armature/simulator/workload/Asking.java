package org.armature.simulator.workload;

import java.util.Optional;
import org.armature.protocol.Message;

/** What a call asks of whichever node takes it. */
public interface Asking {
    /**
     * @param deadlineMillis how long the node has, 1 or more
     * @param again whether an attempt before may have had its effect, or may yet
     */
    Message request(long deadlineMillis, boolean again);

    boolean isWrite();

    /** Whether another node may be asked too when it is not known what the first one did. */
    boolean mayBeRepeated();

    /** Whether the message is an answer that ends the call well. */
    default boolean isAnswer(Message message) {
        return isWrite() ? message instanceof Message.PutReply : message instanceof Message.GetReply;
    }

    /** How a call ended. */
    record Ending(Kind kind, Optional<Message> answer, int node) {
        public enum Kind {
            OK,
            /** Certainly nothing happened. */
            FAILED,
            UNKNOWN
        }
    }
}
