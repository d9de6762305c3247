package org.armature.bench.background;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.armature.bench.OpenLoop;

/** Looks at the background work of all nodes twice a second, from its start to its stop. Thread-safe. */
final class WorkWatch {
    private static final double LOOKS_A_SECOND = 2;

    private final Supplier<Work> figures;
    private final Map<Kind, Integer> busy = new EnumMap<>(Kind.class);
    private final Work first;
    private Work last;
    private int looks;

    private WorkWatch(Supplier<Work> figures) {
        this.figures = figures;
        this.first = figures.get();
        this.last = first;
    }

    /** A watch that goes on. */
    static final class Begun {
        private final WorkWatch watch;
        private final OpenLoop loop;

        private Begun(WorkWatch watch) {
            this.watch = watch;
            this.loop = OpenLoop.start(1, LOOKS_A_SECOND, thread -> due -> watch.look());
        }

        /** Whether something of the kind was done since the start, when it was last looked. */
        boolean hasSeen(Kind kind) {
            return watch.hasSeen(kind);
        }

        /** @throws ExecutionException if a node did not answer meanwhile */
        Watched stop() throws InterruptedException, TimeoutException, ExecutionException {
            loop.stop();
            watch.look();
            return watch.watched();
        }
    }

    /** @param figures of all nodes */
    static Begun start(Supplier<Work> figures) {
        return new Begun(new WorkWatch(figures));
    }

    private void look() {
        add(figures.get());
    }

    private synchronized void add(Work now) {
        for (Kind kind : Kind.values()) {
            if (now.of(kind) > last.of(kind)) {
                busy.merge(kind, 1, Integer::sum);
            }
        }
        last = now;
        looks++;
    }

    private synchronized boolean hasSeen(Kind kind) {
        return last.of(kind) > first.of(kind);
    }

    private synchronized Watched watched() {
        return new Watched(last.since(first), looks, busy);
    }
}
