package org.armature.server;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.armature.node.Effect;

/** Storage calls of one thread that gates have refused, kept in their order. Owned by that thread. */
final class ParkedCalls {
    /** At one gate. Admission to the shard keeps them fewer; without it they would take the node's memory. */
    static final int MAX = 16_384;

    private final Map<StorageGate, Queue<Effect>> waiting = new LinkedHashMap<>();
    private final Runnable wake;

    /** @param wake has the thread look after its calls soon; safe from any thread */
    ParkedCalls(Runnable wake) {
        this.wake = wake;
    }

    boolean areNone() {
        return waiting.isEmpty();
    }

    boolean anyAt(StorageGate gate) {
        return waiting.containsKey(gate);
    }

    /** @return false if too many wait there */
    boolean park(StorageGate gate, Effect call) {
        Queue<Effect> calls = waiting.get(gate);
        if (calls == null) {
            calls = new ArrayDeque<>();
            waiting.put(gate, calls);
            gate.whenOpened(wake);
        }
        return calls.size() < MAX && calls.add(call);
    }

    /** Where calls wait, in the order in which the first of each came. */
    List<StorageGate> gates() {
        return List.copyOf(waiting.keySet());
    }

    Queue<Effect> take(StorageGate gate) {
        return waiting.remove(gate);
    }

    /** Until some have waited long enough; the greatest number if none wait. */
    long nanosLeft() {
        long least = Long.MAX_VALUE;
        for (StorageGate gate : waiting.keySet()) {
            least = Math.min(least, Math.max(0, gate.patienceLeft()));
        }
        return least;
    }
}
