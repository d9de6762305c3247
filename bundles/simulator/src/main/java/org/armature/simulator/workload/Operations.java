package org.armature.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.simulator.node.Surroundings;

/** Gets, puts and deletes of one client, each written down when it begins and when it ends. */
public final class Operations {
    /** What a read has shown, and how its context names it. */
    public record Seen(CausalContext context, List<String> names) {
        public static final Seen NOTHING = new Seen(CausalContext.NONE, List.of());
    }

    /**
     * A write with all that is needed to repeat it.
     *
     * @param repeated whether it may have been done before
     */
    public record Writing(
            TableName table,
            Key key,
            CausalContext context,
            RequestId request,
            Optional<Bytes> value,
            Book.Asked asked,
            boolean mayBeRepeated,
            boolean repeated)
            implements Asking {
        @Override
        public Message request(long deadlineMillis, boolean again) {
            return new Message.Put(
                    table, key, context, request, repeated || again, value, asked.writing(), deadlineMillis);
        }

        @Override
        public boolean isWrite() {
            return true;
        }

        /** The same write, once more. */
        Writing repetition() {
            return new Writing(table, key, context, request, value, asked, mayBeRepeated, true);
        }

        Book.Kind kind() {
            return value.isPresent() ? Book.Kind.PUT : Book.Kind.DELETE;
        }
    }

    private record Reading(TableName table, Key key, Book.Asked asked) implements Asking {
        @Override
        public Message request(long deadlineMillis, boolean again) {
            return new Message.Get(table, key, asked.reading(), deadlineMillis);
        }

        @Override
        public boolean isWrite() {
            return false;
        }

        @Override
        public boolean mayBeRepeated() {
            return true;
        }
    }

    private final String name;
    private final Surroundings world;
    private final SplittableRandom random;
    private final Habits habits;
    private final Book book;
    private final List<NodeLink> links = new ArrayList<>();
    private final long requestHigh;
    private long writes;

    Operations(String name, int host, Surroundings world, SplittableRandom random, Habits habits, Book book) {
        this.name = name;
        this.world = world;
        this.random = random;
        this.habits = habits;
        this.book = book;
        this.requestHigh = random.nextLong();
        for (int node = 0; node < habits.nodes(); node++) {
            links.add(new NodeLink(world, random.split(), host, node));
        }
    }

    void connect() {
        links.forEach(NodeLink::attempt);
    }

    /** @param next told what was seen; empty if the read failed */
    void read(KnownTable table, Key key, Wishes wishes, Consumer<Optional<Seen>> next) {
        Book.Asked asked = new Book.Asked("", Book.Asked.NO_REQUEST, Seen.NOTHING, wishes.reading(), wishes.writing());
        Book.Entry entry = book.began(
                name, Book.Kind.GET, table.name(), key, asked, world.timeline().now());
        call(new Reading(table.name(), key, asked), ending -> {
            Optional<Seen> seen = ending.answer()
                    .map(Message.GetReply.class::cast)
                    .map(reply -> new Seen(reply.context(), book.shown(table.name(), key, reply)));
            entry.ended(ending, world.timeline().now());
            next.accept(seen);
        });
    }

    Writing put(KnownTable table, Key key, Wishes wishes, Seen seen) {
        String value = name + "-" + ++writes;
        RequestId request = new RequestId(requestHigh, writes);
        Bytes bytes = new Value(value, table.name()).encode(habits.valueBytes());
        return writing(table, key, request, Optional.of(bytes), value, wishes, seen);
    }

    Writing delete(KnownTable table, Key key, Wishes wishes, Seen seen) {
        RequestId request = new RequestId(requestHigh, ++writes);
        return writing(table, key, request, Optional.empty(), Book.deletion(request), wishes, seen);
    }

    private Writing writing(
            KnownTable table,
            Key key,
            RequestId request,
            Optional<Bytes> value,
            String name,
            Wishes wishes,
            Seen seen) {
        Book.Asked asked = new Book.Asked(name, request, seen, wishes.reading(), wishes.writing());
        boolean reads = (value.isEmpty() && seen.context().isNone())
                || wishes.writing().condition() == Message.Condition.ABSENT;
        boolean mayBeRepeated = table.use() != KnownTable.Use.REGISTER && (!reads || habits.repeatsBlindWrites());
        return new Writing(table.name(), key, seen.context(), request, value, asked, mayBeRepeated, false);
    }

    void write(Writing writing, Consumer<Asking.Ending> next) {
        Book.Entry entry = book.began(
                name,
                writing.kind(),
                writing.table(),
                writing.key(),
                writing.asked(),
                world.timeline().now());
        call(writing, ending -> {
            entry.ended(ending, world.timeline().now());
            next.accept(ending);
        });
    }

    private void call(Asking asking, Consumer<Asking.Ending> next) {
        Consumer<Asking.Ending> traced = ending -> {
            world.trace().event(12, ending.kind().name().length() * 31L + ending.node());
            next.accept(ending);
        };
        new Call(asking, links, world.timeline(), random, habits.deadlineNanos(), traced).start();
    }
}
