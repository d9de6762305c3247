package org.armature.server;

import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sees that nobody waits too long for an engine that does not answer. Thread-safe. */
final class MirrorWatch extends Loop<Mirror> {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Set<Mirror> watched = new LinkedHashSet<>();

    MirrorWatch(Broken broken) {
        super("armature-mirrors", broken);
    }

    @Override
    void handle(Queue<Mirror> batch) {
        watched.addAll(batch);
        batch.clear();
    }

    @Override
    long idle() {
        watched.removeIf(mirror -> mirror.isEnded() && mirror.isOver());
        watched.forEach(mirror -> mirror.giveUpOverdue(System.nanoTime()));
        return watched.isEmpty() ? Long.MAX_VALUE : LOOK_NANOS;
    }
}
