package org.armature.client;

import java.time.Duration;
import java.util.Optional;
import org.armature.protocol.Message.Condition;

/**
 * What one update asks for beyond what its table says. Immutable; each method gives a copy that differs in one thing.
 *
 * @param read what its reads ask for, without a deadline of their own
 * @param write what its writes ask for, without a deadline or request id of their own
 * @param deadline for the whole update, every read, write and retry included, 1 ms to 1 h; empty for the client's own
 */
public record UpdateOptions(ReadOptions read, WriteOptions write, Optional<Duration> deadline) {
    public static final UpdateOptions DEFAULT =
            new UpdateOptions(ReadOptions.DEFAULT, WriteOptions.DEFAULT, Optional.empty());

    /** @throws IllegalArgumentException if a part has a deadline or a request id of its own, or is for new objects only */
    public UpdateOptions {
        deadline.ifPresent(Deadline::checked);
        if (read.deadline().isPresent() || write.deadline().isPresent()) {
            throw new IllegalArgumentException(
                    "an update has one deadline for its reads and writes together: see UpdateOptions.withDeadline");
        }
        if (write.request().isPresent()) {
            throw new IllegalArgumentException(
                    "an update draws a request id for each write it begins, and takes none, not even "
                            + write.request().get());
        }
        if (write.wish().condition() == Condition.ABSENT) {
            throw new IllegalArgumentException(
                    "an update writes over what it has read: see putNew for what is to be new, and"
                            + " WriteOptions.onlyIfUnchanged for an update that others must not have come between");
        }
    }

    public UpdateOptions withDeadline(Duration limit) {
        return new UpdateOptions(read, write, Optional.of(limit));
    }

    public UpdateOptions withRead(ReadOptions options) {
        return new UpdateOptions(options, write, deadline);
    }

    /**
     * A time to live among them is for values; what the function deletes has none. With {@link WriteOptions#onlyIfUnchanged()}
     * the function is applied anew, up to the deadline, whenever others have written between its read and its write.
     */
    public UpdateOptions withWrite(WriteOptions options) {
        return new UpdateOptions(read, options, deadline);
    }
}
