package org.armature.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Condition;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ProtocolException;
import org.armature.replication.ClientWrite;
import org.armature.ring.Position;
import org.armature.ring.PreferenceList;

/**
 * Clients' puts on their way to the node that coordinates them (Dynamo §4.5, §5): the owner that answered the preceding
 * read fastest, whose name came in the context; else this node if it is an owner; else an owner that answers fast. Owners
 * that exchange the table's engine come last, this node too. If none will, a fallback stands in, best this node.
 *
 * <p>Conditional puts of a key meet at one node, as long as nodes agree who is up: they go to the first owner that is, in the
 * order of the preference list, and never to a fallback, whose copy says nothing of what owners have.
 */
final class Puts {
    private final View view;
    private final Admission admission;
    private final Coordination coordination;
    private final Calls calls;
    private final ContextSealer sealer;
    private final EventTime time;
    private final Outbox outbox;

    Puts(
            View view,
            Admission admission,
            Coordination coordination,
            Calls calls,
            ContextSealer sealer,
            EventTime time,
            Outbox outbox) {
        this.view = view;
        this.admission = admission;
        this.coordination = coordination;
        this.calls = calls;
        this.sealer = sealer;
        this.time = time;
        this.outbox = outbox;
    }

    void on(Event.PutAsked asked) {
        admit(asked.replyTo(), asked.position(), asked.put())
                .ifPresent(admitted -> route(admitted.at(), admitted.request(), candidates(admitted)));
    }

    /** Whoever forwarded it has found no better one. */
    void on(Event.PutForwarded asked) {
        admit(asked.replyTo(), asked.position(), asked.forwarded().put()).ifPresent(admitted -> {
            Located at = admitted.at();
            boolean conditional = admitted.request().isConditional();
            if (view.owns(at) || (!conditional && view.isFallback(at))) {
                coordination.coordinate(at, admitted.request(), Optional.empty());
            } else {
                outbox.fail(
                        asked.replyTo(),
                        ErrorCode.NOT_OWNER,
                        Outcome.NOT_DONE,
                        view.self()
                                + (conditional
                                        ? " can't judge the condition, since it does not own partition "
                                        : " is not on the preference list of partition ")
                                + at.partition() + " in ring epoch " + view.epoch());
            }
        });
    }

    private record Admitted(Located at, PutRequest request) {}

    private Deque<NodeId> candidates(Admitted admitted) {
        Located at = admitted.at();
        PreferenceList list = view.preferenceList(at);
        Set<NodeId> inOrder = new LinkedHashSet<>();
        if (admitted.request().isConditional()) {
            addOwners(at, list, inOrder);
            return new ArrayDeque<>(inOrder);
        }
        ContextSealer.fastest(admitted.request().put().context())
                .filter(list.owners()::contains)
                .filter(node -> view.isFast(node, at))
                .ifPresent(inOrder::add);
        if (list.owners().contains(view.self()) && !view.isAvoided(view.self(), at)) {
            inOrder.add(view.self());
        }
        list.owners().stream().filter(node -> view.isFast(node, at)).forEach(inOrder::add);
        addOwners(at, list, inOrder);
        if (Goals.of(admitted.request().put().wish(), admitted.at().table()).isSloppy()) {
            if (list.fallbacks().contains(view.self())) {
                inOrder.add(view.self());
            }
            list.fallbacks().stream().filter(node -> view.isFast(node, at)).forEach(inOrder::add);
        }
        return new ArrayDeque<>(inOrder);
    }

    private void addOwners(Located at, PreferenceList list, Set<NodeId> inOrder) {
        list.owners().stream()
                .filter(view.reachable()::contains)
                .filter(node -> !view.isAvoided(node, at))
                .forEach(inOrder::add);
        list.owners().stream().filter(view.reachable()::contains).forEach(inOrder::add);
    }

    /** @param failure why this node did not coordinate it: its own store, or that it has handed its place over */
    private void another(Located at, PutRequest request, Deque<NodeId> candidates, Message.Failure failure) {
        PutRequest again = request.afterAnother(failure.outcome() == Outcome.UNKNOWN);
        if (failure.code() == ErrorCode.MOVED && view.gaveAway(at).isPresent()) {
            route(at, again, candidates(new Admitted(at, again)));
        } else {
            forward(at, again, candidates, Optional.of(failure));
        }
    }

    private void route(Located at, PutRequest request, Deque<NodeId> candidates) {
        if (view.self().equals(candidates.peek())) {
            candidates.remove();
            coordination.coordinate(at, request, Optional.of(failure -> another(at, request, candidates, failure)));
        } else {
            forward(at, request, candidates, Optional.empty());
        }
    }

    /** @param ownFailure why this node could not coordinate it */
    private void forward(
            Located at, PutRequest request, Deque<NodeId> candidates, Optional<Message.Failure> ownFailure) {
        outbox.count(Counter.PUTS_FORWARDED);
        ForwardCall call = new ForwardCall(
                at,
                request,
                candidates,
                ownFailure,
                view,
                here -> coordination.coordinate(at, here, Optional.empty()),
                calls,
                time,
                outbox);
        long number = calls.open(request.deadlineNanos(), call);
        call.start(number);
        calls.forgetIfDone(number);
    }

    private Optional<Admitted> admit(ReplyTo client, Position position, Message.Put put) {
        return admission
                .admit(
                        client,
                        put.table(),
                        put.key(),
                        position,
                        put.deadlineMillis(),
                        table -> Goals.problem(put.wish(), table))
                .flatMap(at -> check(client, at, put));
    }

    private Optional<Admitted> check(ReplyTo client, Located at, Message.Put put) {
        int keyBytes = put.key().bytes().length();
        int valueBytes = put.value().map(Bytes::length).orElse(0);
        var limits = at.table().limits();
        if (keyBytes > limits.maxKeyBytes()) {
            outbox.reject(
                    client,
                    ErrorCode.KEY_TOO_LARGE,
                    "put " + at + ": the key has " + keyBytes + " bytes, and table "
                            + at.table().name() + " takes " + limits.maxKeyBytes() + " at most; nothing was written");
            return Optional.empty();
        }
        if (valueBytes > limits.maxValueBytes()) {
            outbox.reject(
                    client,
                    ErrorCode.VALUE_TOO_LARGE,
                    "put " + at + ": the value has " + valueBytes + " bytes, and table "
                            + at.table().name() + " takes " + limits.maxValueBytes() + " at most; nothing was written");
            return Optional.empty();
        }
        Optional<String> contradiction = contradiction(put);
        if (contradiction.isPresent()) {
            outbox.reject(
                    client,
                    ErrorCode.BAD_REQUEST,
                    (put.value().isPresent() ? "put " : "delete ") + at + ": " + contradiction.get()
                            + "; nothing was written");
            return Optional.empty();
        }
        try {
            ClientWrite write = new ClientWrite(
                    put.request(),
                    put.again(),
                    put.value(),
                    sealer.open(at.table().name(), at.key(), put.context()),
                    put.wish().ttl());
            return Optional.of(
                    new Admitted(at, new PutRequest(client, put, write, time.in(put.deadlineMillis()), false, false)));
        } catch (ProtocolException refused) {
            outbox.reject(client, refused.code(), "put " + at + ": " + refused.getMessage() + "; nothing was written");
            return Optional.empty();
        }
    }

    /** What of a write makes no sense beside the rest of it. */
    private static Optional<String> contradiction(Message.Put put) {
        if (put.value().isEmpty() && put.wish().ttl().isPresent()) {
            return Optional.of("a deletion has no time to live, and "
                    + put.wish().ttl().get().millis() + " ms were asked for");
        }
        if (put.value().isEmpty() && put.wish().condition() == Condition.ABSENT) {
            return Optional.of("where no value is there is nothing to delete");
        }
        if (put.wish().condition() == Condition.UNCHANGED && put.context().isNone()) {
            return Optional.of(
                    "to write only what is unchanged needs the context of a read; after one that found nothing,"
                            + " put only if the object is new");
        }
        return Optional.empty();
    }
}
