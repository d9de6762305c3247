package org.armature.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** The calls under way, by number, with their deadlines. */
final class Calls {

    private final int step;
    private final int max;
    private final Outbox outbox;
    private final EventTime time;
    private final Foreground foreground;
    private final Map<Long, Long> beganNanos = new HashMap<>();
    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private int requests;
    private long last;

    Calls(ShardSettings settings, Outbox outbox, EventTime time, Foreground foreground) {
        this.step = settings.shards();
        this.max = settings.maxCalls();
        this.last = settings.index();
        this.outbox = outbox;
        this.time = time;
        this.foreground = foreground;
    }

    int max() {
        return max;
    }

    boolean anyIs(Class<? extends Call> kind) {
        return calls.values().stream().anyMatch(kind::isInstance);
    }

    boolean any(Predicate<Call> of) {
        return calls.values().stream().anyMatch(of);
    }

    /** Of the last call that was opened. */
    long newest() {
        return last;
    }

    /** Whether a request waits for the answer of a call that was opened before this one, or is this one. */
    boolean anyAwaitedUpTo(long number) {
        for (Map.Entry<Long, Call> call : calls.entrySet()) {
            if (call.getKey() > number) {
                return false;
            }
            if (call.getValue().isAwaited()) {
                return true;
            }
        }
        return false;
    }

    /** Whether no more requests may be begun; what the node does by itself counts for nothing here. */
    boolean isFull() {
        return requests >= max;
    }

    /** Requests under way. */
    int requests() {
        return requests;
    }

    /** Keeps a call until it is done, and returns its number. */
    long open(long deadlineNanos, Call call) {
        last += step;
        calls.put(last, call);
        requests += call.isOfRequest() ? 1 : 0;
        if (call.isAwaited()) {
            beganNanos.put(last, time.monoNanos());
        }
        deadlines.add(deadlineNanos, last, calls.size(), calls::containsKey);
        return last;
    }

    void on(Event.Answered event) {
        if (!calls.containsKey(event.call())) {
            outbox.count(Counter.ANSWERS_LATE);
        }
        on(event.call(), call -> call.answered(event.from(), event.answer()));
    }

    void on(Event.SendRefused event) {
        on(event.call(), call -> call.notSent(event.to()));
    }

    /** Runs something later, however few calls are allowed. */
    void at(long monoNanos, Runnable work) {
        open(monoNanos, new Timer(work));
    }

    private static final class Timer implements Call {
        private final Runnable work;
        private boolean done;

        Timer(Runnable work) {
            this.work = work;
        }

        @Override
        public void answered(NodeId from, Message answer) {}

        @Override
        public void lost(NodeId peer, String reason) {}

        @Override
        public void deadlinePassed() {
            done = true;
            work.run();
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }

    /** The call has another deadline after the one that passed. */
    void extend(long number, long deadlineNanos) {
        deadlines.add(deadlineNanos, number, calls.size(), calls::containsKey);
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
        if (!call.isAwaited()) {
            Long began = beganNanos.remove(number);
            if (began != null) {
                foreground.took(Pressure.REQUESTS, time.monoNanos(), time.monoNanos() - began);
            }
        }
        if (call.isDone() && calls.remove(number) != null) {
            requests -= call.isOfRequest() ? 1 : 0;
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

    /** Sends to a node, whose answer ends the call. */
    void send(long deadlineNanos, NodeId to, Message message, Call call) {
        send(to, open(deadlineNanos, call), message);
    }

    /** Sends to a node on behalf of a call. */
    void send(NodeId to, long number, Message message) {
        outbox.add(new Effect.Send(to, number, message));
    }
}
