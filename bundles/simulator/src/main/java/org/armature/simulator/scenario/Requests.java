package org.armature.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.armature.replication.TableSpec;
import org.armature.simulator.check.Chronicle;
import org.armature.simulator.workload.Asking;
import org.armature.simulator.workload.Book;
import org.armature.simulator.workload.Operations.Seen;
import org.armature.simulator.workload.Value;

/** What a client asks of a scenario's nodes, one thing after the other; the chronicle is told all of it. */
final class Requests {
    private static final long DEADLINE_MILLIS = 3_000;
    private static final long CONNECT_LIMIT = 6 * Clock.SECOND;
    private static final int NO_NODE = -1;

    private final Clock clock;
    private final Caller caller;
    private final Chronicle chronicle;
    private final TableSpec table;
    private final TreeSet<String> keys = new TreeSet<>();
    private final TreeSet<RequestId> sent = new TreeSet<>();
    private long requests;

    Requests(Clock clock, Caller caller, Chronicle chronicle, TableSpec table) {
        this.clock = clock;
        this.caller = caller;
        this.chronicle = chronicle;
        this.table = table;
    }

    RequestId next() {
        return new RequestId(7, ++requests);
    }

    /** All that were asked for. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    Told get(int node, String key, Message.ReadWish wish) {
        Book.Asked asked = new Book.Asked("", Book.Asked.NO_REQUEST, Seen.NOTHING, wish, Message.WriteWish.TABLE);
        Message request = new Message.Get(table.name(), Key.utf8(key), wish, DEADLINE_MILLIS);
        return ask(node, key, Book.Kind.GET, asked, request);
    }

    /** @param value or empty for a delete */
    Told write(int node, String key, Optional<String> value, Seen seen, RequestId request, Message.WriteWish wish) {
        return ask(node, key, kind(value), asked(value, seen, request, wish), message(key, value, seen, request, wish));
    }

    private static Book.Kind kind(Optional<String> value) {
        return value.isPresent() ? Book.Kind.PUT : Book.Kind.DELETE;
    }

    private static Book.Asked asked(Optional<String> value, Seen seen, RequestId request, Message.WriteWish wish) {
        String name = value.orElseGet(() -> Book.deletion(request));
        return new Book.Asked(name, request, seen, Message.ReadWish.TABLE, wish);
    }

    private Message message(String key, Optional<String> value, Seen seen, RequestId request, Message.WriteWish wish) {
        Optional<Bytes> bytes = value.map(text -> new Value(text, table.name()).encode(0));
        boolean again = !sent.add(request);
        return new Message.Put(
                table.name(), Key.utf8(key), seen.context(), request, again, bytes, wish, DEADLINE_MILLIS);
    }

    /**
     * Sends without waiting for an answer.
     *
     * @param value or empty for a delete
     */
    void writeUnheard(int node, String key, Optional<String> value, Seen seen, RequestId request) {
        keys.add(key);
        Message.WriteWish wish = Message.WriteWish.TABLE;
        began(kind(value), key, asked(value, seen, request, wish))
                .ended(new Asking.Ending(Asking.Ending.Kind.UNKNOWN, Optional.empty(), NO_NODE), clock.now());
        connect(node);
        caller.ask(node, message(key, value, seen, request, wish));
    }

    private Told ask(int node, String key, Book.Kind kind, Book.Asked asked, Message request) {
        keys.add(key);
        connect(node);
        Book.Entry entry = began(kind, key, asked);
        if (!caller.isConnected(node)) {
            entry.ended(new Asking.Ending(Asking.Ending.Kind.FAILED, Optional.empty(), node), clock.now());
            return new Told(Optional.empty(), Seen.NOTHING);
        }
        long number = caller.ask(node, request);
        clock.waitUntil((DEADLINE_MILLIS + 100) * Clock.MILLI, () -> caller.answer(number)
                .isPresent());
        Optional<Message> answer = caller.answer(number);
        entry.ended(new Asking.Ending(ending(answer), answer, node), clock.now());
        Seen seen = answer.filter(Message.GetReply.class::isInstance)
                .map(Message.GetReply.class::cast)
                .map(reply -> new Seen(reply.context(), chronicle.shown(table.name(), Key.utf8(key), reply)))
                .orElse(Seen.NOTHING);
        return new Told(answer, seen);
    }

    private void connect(int node) {
        caller.connect(node);
        clock.waitUntil(CONNECT_LIMIT, () -> caller.isConnected(node));
    }

    private Book.Entry began(Book.Kind kind, String key, Book.Asked asked) {
        return chronicle.began("client", kind, table.name(), Key.utf8(key), asked, clock.now());
    }

    private static Asking.Ending.Kind ending(Optional<Message> answer) {
        if (answer.isEmpty()) {
            return Asking.Ending.Kind.UNKNOWN;
        }
        if (answer.get() instanceof Message.Failure failure) {
            return failure.outcome() == Message.Outcome.UNKNOWN
                    ? Asking.Ending.Kind.UNKNOWN
                    : Asking.Ending.Kind.FAILED;
        }
        return Asking.Ending.Kind.OK;
    }
}
