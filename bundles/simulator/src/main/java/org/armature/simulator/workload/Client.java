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
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.Host;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.world.Draw;

/**
 * A session that does one thing after the other: reads, writes over what it has read, writes beside it, deletes, and
 * repeats what may not have been done.
 */
public final class Client implements Host {
    private static final int READ = 22;
    private static final int CHANGE = READ + 45;
    private static final int BLIND_PUT = CHANGE + 15;
    private static final int DELETE_SEEN = BLIND_PUT + 8;
    private static final int DELETE_BLIND = DELETE_SEEN + 5;
    private static final int ALL = DELETE_BLIND + 5;

    private final String name;
    private final Surroundings world;
    private final SplittableRandom random;
    private final Habits habits;
    private final Book book;
    private final List<NodeLink> links = new ArrayList<>();
    private final long requestHigh;
    private long writes;
    private boolean stopped;
    private boolean busy;

    /** The last thing whose outcome nobody knows. */
    private Optional<Writing> doubtful = Optional.empty();

    private record Writing(
            TableName table, Key key, CausalContext context, RequestId request, Optional<Bytes> value, Book.Asked asked)
            implements Asking {
        @Override
        public Message request(long deadlineMillis) {
            return new Message.Put(table, key, context, request, value, Message.WriteWish.TABLE, deadlineMillis);
        }

        @Override
        public boolean isWrite() {
            return true;
        }

        Book.Kind kind() {
            return value.isPresent() ? Book.Kind.PUT : Book.Kind.DELETE;
        }
    }

    private record Reading(TableName table, Key key) implements Asking {
        @Override
        public Message request(long deadlineMillis) {
            return new Message.Get(table, key, Message.ReadWish.TABLE, deadlineMillis);
        }

        @Override
        public boolean isWrite() {
            return false;
        }
    }

    /** What a read has shown. */
    private record Seen(CausalContext context, List<String> names) {
        static final Seen NOTHING = new Seen(CausalContext.NONE, List.of());
    }

    /** @param host its number */
    public Client(String name, int host, Surroundings world, Habits habits, Book book) {
        this.name = name;
        this.world = world;
        this.habits = habits;
        this.book = book;
        this.random = world.seeds().of("client." + name);
        this.requestHigh = random.nextLong();
        world.network().attach(host, this);
        for (int node = 0; node < habits.nodes(); node++) {
            links.add(new NodeLink(world, random.split(), host, node));
        }
    }

    public void start() {
        links.forEach(NodeLink::attempt);
        think();
    }

    /** Begins nothing new. */
    public void stop() {
        stopped = true;
    }

    /** Whether a call is under way. */
    public boolean isBusy() {
        return busy;
    }

    private void think() {
        busy = false;
        world.timeline().after(Draw.exponential(random, habits.thinkNanos()), this::act);
    }

    private void act() {
        if (stopped) {
            return;
        }
        busy = true;
        TableName table = Draw.oneOf(random, habits.tables());
        double skewed = random.nextDouble();
        Key key = habits.keys().get((int) (skewed * skewed * habits.keys().size()));
        if (doubtful.isPresent() && random.nextInt(3) == 0) {
            repeat();
            return;
        }
        int what = random.nextInt(ALL);
        if (what < READ) {
            read(table, key, seen -> think());
        } else if (what < CHANGE) {
            readAndThen(table, key, seen -> put(table, key, seen));
        } else if (what < BLIND_PUT) {
            put(table, key, Seen.NOTHING);
        } else if (what < DELETE_SEEN) {
            readAndThen(table, key, seen -> delete(table, key, seen));
        } else if (what < DELETE_BLIND) {
            delete(table, key, Seen.NOTHING);
        } else {
            readAndThen(table, key, seen -> put(table, key, seen));
        }
    }

    private void readAndThen(TableName table, Key key, Consumer<Seen> next) {
        read(table, key, seen -> {
            if (seen.isPresent()) {
                next.accept(seen.get());
            } else {
                think();
            }
        });
    }

    /** @param next told what was seen; empty if the read failed */
    private void read(TableName table, Key key, Consumer<Optional<Seen>> next) {
        Book.Asked asked = new Book.Asked("", Book.Asked.NO_REQUEST, List.of(), CausalContext.NONE);
        Book.Entry entry = book.began(
                name, Book.Kind.GET, table, key, asked, world.timeline().now());
        call(new Reading(table, key), ending -> {
            Optional<Seen> seen = ending.answer()
                    .map(Message.GetReply.class::cast)
                    .map(reply -> new Seen(reply.context(), book.shown(table, key, reply)));
            entry.ended(ending, world.timeline().now());
            next.accept(seen);
        });
    }

    private void put(TableName table, Key key, Seen seen) {
        String value = name + "-" + ++writes;
        RequestId request = new RequestId(requestHigh, writes);
        write(new Writing(
                table,
                key,
                seen.context(),
                request,
                Optional.of(new Value(value, table).encode(habits.valueBytes())),
                new Book.Asked(value, request, seen.names(), seen.context())));
    }

    private void delete(TableName table, Key key, Seen seen) {
        RequestId request = new RequestId(requestHigh, ++writes);
        write(new Writing(
                table,
                key,
                seen.context(),
                request,
                Optional.empty(),
                new Book.Asked(Book.deletion(request), request, seen.names(), seen.context())));
    }

    private void repeat() {
        Writing again = doubtful.orElseThrow();
        doubtful = Optional.empty();
        write(again);
    }

    private void write(Writing writing) {
        Book.Entry entry = book.began(
                name,
                writing.kind(),
                writing.table(),
                writing.key(),
                writing.asked(),
                world.timeline().now());
        call(writing, ending -> {
            entry.ended(ending, world.timeline().now());
            if (ending.kind() == Asking.Ending.Kind.UNKNOWN) {
                doubtful = Optional.of(writing);
            }
            think();
        });
    }

    private void call(Asking asking, Consumer<Asking.Ending> end) {
        new Call(asking, links, world.timeline(), random, habits.deadlineNanos(), ending -> {
                    world.trace().event(12, ending.kind().name().length() * 31L + ending.node());
                    end.accept(ending);
                })
                .start();
    }

    // ---- nobody connects to a client

    @Override
    public boolean hasPower() {
        return true;
    }

    @Override
    public boolean isListening() {
        return false;
    }

    @Override
    public void greeted(Connection connection) {
        throw new AssertionError("nobody connects to a client");
    }
}
