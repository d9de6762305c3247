package org.armature.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What waits without a request in flight. Each stands here at most once. Thread-safe. */
final class ParkedCalls {
    private final Queue<Parked> queue = new ConcurrentLinkedQueue<>();

    void add(Parked parked) {
        queue.add(parked);
    }

    void resumeAll(long now, boolean nodeCameUp) {
        drain().forEach(parked -> parked.resume(now, nodeCameUp));
    }

    void abandonAll(String reason) {
        drain().forEach(parked -> parked.abandon(reason));
    }

    private List<Parked> drain() {
        List<Parked> drained = new ArrayList<>();
        for (Parked parked = queue.poll(); parked != null; parked = queue.poll()) {
            drained.add(parked);
        }
        return drained;
    }
}
