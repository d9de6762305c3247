package org.armature.membership;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;

/** One event's time and what comes of it: effects, calls to others, wishes to wake. */
final class Turn {
    /** Who waits for a peer's answer. */
    interface Waiter {
        /** @param answer empty of sense if the peer is of another version: check its type */
        void answered(Message answer);

        void unanswered();
    }

    private record Call(NodeId to, long madeAt, Waiter waiter) {}

    private static final long FORGET_CALLS_AFTER = 30_000_000_000L;
    private static final int MOST_TOLD = 1_000;

    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Map<String, String> told = new LinkedHashMap<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private List<MembershipEffect> effects = new ArrayList<>();
    private SplittableRandom random;
    private long lastCall;
    private long monoNanos;
    private long wallMillis;
    private boolean wishes;
    private long wakeAt;

    Turn(long seed) {
        random = new SplittableRandom(seed);
    }

    void begin(long monoNow, long wallNow) {
        monoNanos = monoNow;
        wallMillis = wallNow;
        wishes = false;
    }

    void reseed(long draw) {
        random = new SplittableRandom(draw);
        forgetOldCalls();
    }

    private void forgetOldCalls() {
        Iterator<Call> oldestFirst = calls.values().iterator();
        while (oldestFirst.hasNext() && monoNanos - oldestFirst.next().madeAt() > FORGET_CALLS_AFTER) {
            oldestFirst.remove();
        }
    }

    List<MembershipEffect> end() {
        List<MembershipEffect> done = effects;
        effects = new ArrayList<>();
        return done;
    }

    long now() {
        return monoNanos;
    }

    long wallMillis() {
        return wallMillis;
    }

    /** 0 to bound - 1. */
    int draw(int bound) {
        return random.nextInt(bound);
    }

    /** 0 to bound - 1. */
    long draw(long bound) {
        return random.nextLong(bound);
    }

    void tell(MembershipEffect effect) {
        effects.add(effect);
    }

    /** Once for each subject, and again when there is something else to say of it. */
    void notice(ErrorCode code, String subject, String text) {
        if (!text.equals(told.put(code + subject, text))) {
            tell(new MembershipEffect.Notice(code, text));
        }
        if (told.size() > MOST_TOLD) {
            told.remove(told.keySet().iterator().next());
        }
    }

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    void send(NodeId to, MembershipMessage message, Waiter waiter) {
        lastCall++;
        calls.put(lastCall, new Call(to, monoNanos, waiter));
        tell(new MembershipEffect.Send(to, lastCall, message));
    }

    void answered(NodeId from, long number, Message answer) {
        Call call = calls.get(number);
        if (call != null && call.to().equals(from)) {
            calls.remove(number);
            call.waiter().answered(answer);
        }
    }

    void unanswered(NodeId from, long number) {
        Call call = calls.get(number);
        if (call != null && call.to().equals(from)) {
            calls.remove(number);
            call.waiter().unanswered();
        }
    }

    /** What was asked of it has no answer any more. */
    void lost(NodeId peer) {
        List<Long> open = new ArrayList<>();
        calls.forEach((number, call) -> {
            if (call.to().equals(peer)) {
                open.add(number);
            }
        });
        open.forEach(number -> unanswered(peer, number));
    }

    /** The earliest wish of an event holds. */
    void wishToWake(long at) {
        wakeAt = wishes && wakeAt - at < 0 ? wakeAt : at;
        wishes = true;
    }

    long wakeAt() {
        return wakeAt;
    }
}
