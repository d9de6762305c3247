package org.armature.simulator.scenario;

import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.simulator.workload.Book;
import org.armature.simulator.workload.Operations.Seen;

/**
 * What a client was told.
 *
 * @param message empty if nothing came within its deadline
 * @param seen what a read has shown; nothing for a write
 */
public record Told(Optional<Message> message, Seen seen) {
    public boolean isDone() {
        return message.isPresent() && !(message.get() instanceof Message.Failure);
    }

    /** Why not; empty if it was done, or nobody answered. */
    public Optional<ErrorCode> code() {
        return failure().map(Message.Failure::code);
    }

    /** What a failure means. */
    public Optional<Message.Outcome> outcome() {
        return failure().map(Message.Failure::outcome);
    }

    private Optional<Message.Failure> failure() {
        return message.filter(Message.Failure.class::isInstance).map(Message.Failure.class::cast);
    }

    /** Of a read: the values that stand, sorted. */
    public List<String> values() {
        return seen.names().stream()
                .filter(name -> !name.startsWith(Book.DELETION))
                .sorted()
                .toList();
    }

    /** Of a write: how many hold it. */
    public int copies() {
        return written().copies();
    }

    /** Of a write: how many of them stand in for others. */
    public int hinted() {
        return written().hinted();
    }

    /** Of a write: values that now stand beside each other. */
    public int siblings() {
        return written().siblings();
    }

    private Message.PutReply written() {
        return (Message.PutReply) message.orElseThrow();
    }
}
