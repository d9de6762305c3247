package org.armature.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** The calls under way, by number, with their deadlines. */
final class Calls {

    private final int step;
    private final int max;
    private final Outbox outbox;
    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private long last;

    Calls(ShardSettings settings, Outbox outbox) {
        this.step = settings.shards();
        this.max = settings.maxCalls();
        this.last = settings.index();
        this.outbox = outbox;
    }

    int max() {
        return max;
    }

    boolean isFull() {
        return calls.size() >= max;
    }

    /** Makes a call that knows its number, and keeps it until it is done. */
    <C extends Call> C open(long deadlineNanos, LongFunction<C> make) {
        last += step;
        C call = make.apply(last);
        calls.put(last, call);
        deadlines.add(deadlineNanos, last, calls.size(), calls::containsKey);
        return call;
    }

    void on(Event.Answered event) {
        on(event.call(), call -> call.answered(event.from(), event.answer()));
    }

    void on(Event.SendRefused event) {
        on(event.call(), call -> call.notSent(event.to()));
    }

    void peerDown(NodeId peer) {
        for (Long number : List.copyOf(calls.keySet())) {
            on(number, call -> call.lost(peer, "lost"));
        }
    }

    void timePassed(long nowNanos) {
        deadlines.passed(nowNanos).forEach(number -> on(number, Call::deadlinePassed));
    }

    /** To be called after whatever may have ended a call outside of this class. */
    void forgetIfDone(long number) {
        on(number, call -> {});
    }

    private void on(long number, Consumer<Call> action) {
        Call call = calls.get(number);
        if (call == null) {
            return;
        }
        action.accept(call);
        if (call.isDone()) {
            calls.remove(number);
        }
    }

    void wishToWake() {
        if (deadlines.wantsWake()) {
            outbox.add(new Effect.WakeAt(deadlines.wakeAt()));
        }
    }

    int size() {
        return calls.size();
    }

    /** Sends to a node on behalf of a call. */
    void send(NodeId to, long number, Message message) {
        outbox.add(new Effect.Send(to, number, message));
    }
}
