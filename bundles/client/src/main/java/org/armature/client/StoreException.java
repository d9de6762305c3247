package org.armature.client;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.RequestId;

/** A call that did not succeed, sorted by what the caller needs to know: did my write happen? */
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private StoreException(ErrorCode code, String message) {
        super(code + " " + message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** Whether the write may have happened, or may yet. */
    public abstract boolean mayHaveHappened();

    /** Nothing was done and nothing will be: the request is wrong. Trying again gives the same. */
    public static final class Rejected extends StoreException {
        private static final long serialVersionUID = 1L;

        public Rejected(ErrorCode code, String message) {
            super(code, message);
        }

        @Override
        public boolean mayHaveHappened() {
            return false;
        }
    }

    /** Nothing was done: what the write was to be written over, or beside, is not what is there. */
    public static final class ConditionFailed extends StoreException {
        private static final long serialVersionUID = 1L;

        private final transient ReadResult found;

        /** @param found what is there, as far as the node knows that judged it */
        public ConditionFailed(String message, ReadResult found) {
            super(ErrorCode.CONDITION_FAILED, message);
            this.found = found;
        }

        /** What is there instead, with the context to go on from: as a get would have found it. */
        public ReadResult found() {
            return found;
        }

        @Override
        public boolean mayHaveHappened() {
            return false;
        }
    }

    /** Nothing was done: too few nodes could be reached, or they had too much to do. Trying again later is safe. */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(ErrorCode code, String message) {
            super(code, message);
        }

        @Override
        public boolean mayHaveHappened() {
            return false;
        }
    }

    /** A read found too few answers before the deadline. */
    public static final class ReadFailed extends StoreException {
        private static final long serialVersionUID = 1L;

        public ReadFailed(ErrorCode code, String message) {
            super(code, message);
        }

        @Override
        public boolean mayHaveHappened() {
            return false;
        }
    }

    /**
     * Some replicas may hold the write, or may yet. Trying again under its {@link #requestId} is safe: with the same value,
     * context and options it is the same write, however often it arrives.
     *
     * <pre>{@code
     * table.put(key, value, context, options.repeating(e.requestId().orElseThrow()));
     * }</pre>
     *
     * <p>How long the store knows that it is the same is in {@code docs/decisions/repeated-writes.md}: ten minutes. Later, read
     * first.
     */
    public static final class OutcomeUnknown extends StoreException {
        private static final long serialVersionUID = 1L;

        private final transient RequestId request;

        public OutcomeUnknown(ErrorCode code, String message) {
            this(code, message, Optional.empty());
        }

        /** @param request by which the write may be tried again */
        public OutcomeUnknown(ErrorCode code, String message, Optional<RequestId> request) {
            super(code, message);
            this.request = request.orElse(null);
        }

        /**
         * By which the same write may be tried again. Empty if that can't be: of a confirmed write, which tried again is
         * another one, of what is no write to a table, and of an exception that was serialised.
         */
        public Optional<RequestId> requestId() {
            return Optional.ofNullable(request);
        }

        @Override
        public boolean mayHaveHappened() {
            return true;
        }
    }
}
