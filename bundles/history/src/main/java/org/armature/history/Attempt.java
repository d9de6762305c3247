package org.armature.history;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One operation of one client, from its sending to its answer. A retry is an attempt of its own with the same request and
 * value.
 *
 * @param proc the client, such as {@code writer-3}; its attempts at one object do not overlap
 * @param op the attempt's number within its client; a later fact with the same client and number replaces this one
 * @param asked what was sent
 * @param start when it was sent; nanoseconds since any moment that is the same for the whole history
 * @param end when the answer came; {@link Fact#NEVER} if none did
 * @param answer what came back
 * @param reach what could be reached meanwhile
 */
public record Attempt(
        String proc,
        long op,
        Type type,
        ObjectName object,
        Asked asked,
        Wish wish,
        long start,
        long end,
        Answer answer,
        Reach reach)
        implements Fact {
    /** @throws IllegalArgumentException if a write has no value's name, or what was done never ended */
    public Attempt {
        if (type != Type.GET && asked.value().isEmpty()) {
            throw new IllegalArgumentException("a write's value has no name");
        }
        if (answer.outcome() == Outcome.OK && end == NEVER) {
            throw new IllegalArgumentException("an attempt that was answered has an end");
        }
    }

    /** A deletion that was read and can't be told from others. */
    public static final String SOME_DELETION = "delete:?";

    private static final String DELETION = "delete:";

    /** What it was to do. */
    public enum Type {
        PUT,
        DELETE,
        GET
    }

    /**
     * What was sent.
     *
     * @param value the name of the value written, unlike that of any other write; of a delete its {@link #deletion}; empty
     *     for a get
     * @param request the request's id, the same over its retries; empty if not known
     * @param seen the values that the context passed on had covered
     * @param context the context passed on, as a vector; empty if there was none or it is not known
     */
    public record Asked(String value, String request, List<String> seen, SortedMap<String, Long> context) {
        public Asked {
            seen = List.copyOf(seen);
        }
    }

    /**
     * What came back.
     *
     * @param returned the siblings that a get returned
     * @param context the context returned, as a vector; empty if not known
     * @param copies how many nodes are said to have stored the write; 0 if not known
     * @param hinted how many of those stood in for an owner
     * @param holders which they are, fallbacks included; empty if not known
     * @param coordinator the node that answered; empty if not known
     */
    public record Answer(
            Outcome outcome,
            List<String> returned,
            SortedMap<String, Long> context,
            int copies,
            int hinted,
            List<String> holders,
            String coordinator) {
        public Answer {
            returned = List.copyOf(returned);
            holders = List.copyOf(holders);
        }
    }

    /**
     * What the client could reach from beginning to end.
     *
     * @param side a name for its side of a partition; empty if there is none
     * @param nodes how many healthy nodes its coordinator could reach, itself included; -1 if that is not to be judged, as
     *     in the first moments after a fault
     */
    public record Reach(String side, int nodes) {
        /** Not to be judged. */
        public static final Reach NOT_NOTED = new Reach("", -1);
    }

    /** How a delete appears among values: its writer names it, since it has no value of its own. */
    public static String deletion(String request) {
        return DELETION + request;
    }

    @Override
    public long time() {
        return end == NEVER ? start : end;
    }

    public boolean isWrite() {
        return type != Type.GET;
    }

    public boolean isOk() {
        return answer.outcome() == Outcome.OK;
    }

    /** A put about to be sent. */
    public static Builder put(String proc, long op, ObjectName object, long start, String value, String request) {
        return new Builder(proc, op, Type.PUT, object, start, value, request);
    }

    /** A delete about to be sent. */
    public static Builder delete(String proc, long op, ObjectName object, long start, String request) {
        return new Builder(proc, op, Type.DELETE, object, start, deletion(request), request);
    }

    /** A get about to be sent. */
    public static Builder get(String proc, long op, ObjectName object, long start) {
        return new Builder(proc, op, Type.GET, object, start, "", "");
    }

    /** Collects what there is to say of an attempt. Until it is told more, the attempt's outcome is unknown. */
    public static final class Builder {
        private static final SortedMap<String, Long> NO_VECTOR = Collections.emptySortedMap();

        private final String proc;
        private final long op;
        private final Type type;
        private final ObjectName object;
        private final long start;
        private final String value;
        private final String request;
        private List<String> seen = List.of();
        private SortedMap<String, Long> passed = NO_VECTOR;
        private Wish wish = Wish.NONE;
        private Reach reach = Reach.NOT_NOTED;
        private long end = NEVER;
        private Outcome outcome = Outcome.UNKNOWN;
        private List<String> returned = List.of();
        private SortedMap<String, Long> context = NO_VECTOR;
        private int copies;
        private int hinted;
        private List<String> holders = List.of();
        private String coordinator = "";

        Builder(String proc, long op, Type type, ObjectName object, long start, String value, String request) {
            this.proc = proc;
            this.op = op;
            this.type = type;
            this.object = object;
            this.start = start;
            this.value = value;
            this.request = request;
        }

        /** The values that the context passed on covers. */
        public Builder seen(List<String> values) {
            seen = values;
            return this;
        }

        /** The context passed on. */
        public Builder passed(Map<String, Long> vector) {
            passed = sorted(vector);
            return this;
        }

        public Builder wish(Wish how) {
            wish = how;
            return this;
        }

        /** See {@link Reach}. */
        public Builder reach(String side, int nodes) {
            reach = new Reach(side, nodes);
            return this;
        }

        public Builder ended(long time, Outcome how) {
            end = time;
            outcome = how;
            return this;
        }

        /** The siblings that a get returned. */
        public Builder returned(List<String> values) {
            returned = values;
            return this;
        }

        /** The context returned. */
        public Builder context(Map<String, Long> vector) {
            context = sorted(vector);
            return this;
        }

        /** How many nodes are said to have stored it, and how many of them for somebody else. */
        public Builder copies(int all, int ofThemHinted) {
            copies = all;
            hinted = ofThemHinted;
            return this;
        }

        /** Which nodes are said to have stored it. */
        public Builder holders(List<String> nodes) {
            holders = nodes;
            return this;
        }

        public Builder coordinator(String node) {
            coordinator = node;
            return this;
        }

        public Attempt build() {
            return new Attempt(
                    proc,
                    op,
                    type,
                    object,
                    new Asked(value, request, seen, passed),
                    wish,
                    start,
                    end,
                    new Answer(outcome, returned, context, copies, hinted, holders, coordinator),
                    reach);
        }

        private static SortedMap<String, Long> sorted(Map<String, Long> vector) {
            return vector.isEmpty() ? NO_VECTOR : Collections.unmodifiableSortedMap(new TreeMap<>(vector));
        }
    }
}
