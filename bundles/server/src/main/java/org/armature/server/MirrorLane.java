package org.armature.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A thread on which one shard's calls to a table's other engine block, so that nobody else does; the only one that writes
 * that shard's stores there. Writes come before passes: a key that is being matched is not written meanwhile. What takes
 * too long is given up by whoever waits for it, and as long as it has not ended, nothing else is begun.
 */
final class MirrorLane extends Loop<MirrorCall> {
    private final MirrorWork work;
    private final Queue<MirrorCall> open = new ConcurrentLinkedQueue<>();
    private final Queue<MirrorCall> passes = new ArrayDeque<>();
    private boolean busy;
    private volatile boolean stuck;
    private volatile boolean over;

    MirrorLane(String name, MirrorWork work, Broken broken) {
        super(name, broken);
        this.work = work;
    }

    /** From any thread. */
    void take(MirrorCall call) {
        if (stuck) {
            giveUp(call);
            return;
        }
        open.add(call);
        tell(call);
        if (over) {
            giveUp(call);
        }
    }

    private static void giveUp(MirrorCall call) {
        if (call.claim()) {
            call.giveUp(MirrorWork.NO_ANSWER);
        }
    }

    void giveUpOverdue(long nowNanos) {
        open.removeIf(MirrorCall::isOver);
        for (MirrorCall call : open) {
            if (call.isOverdue(nowNanos)) {
                stuckIfBusy();
                giveUp(call);
            }
        }
    }

    /** Who has ended meanwhile would not say once more that it has. */
    private synchronized void stuckIfBusy() {
        stuck = busy;
    }

    private synchronized void isBusy(boolean begins) {
        busy = begins;
        stuck = stuck && begins;
    }

    boolean isStuck() {
        return stuck;
    }

    @Override
    void handle(Queue<MirrorCall> batch) {
        List<MirrorCall.Write> writes = new ArrayList<>();
        for (MirrorCall call = batch.poll(); call != null; call = batch.poll()) {
            if (call instanceof MirrorCall.Write write) {
                writes.add(write);
            } else {
                passes.add(call);
            }
        }
        isBusy(true);
        writes.removeIf(MirrorCall::isOver);
        if (!writes.isEmpty()) {
            work.write(writes);
        }
        isBusy(false);
    }

    /** What comes now is not begun any more. */
    @Override
    void ended() {
        while (!passes.isEmpty()) {
            idle();
        }
        over = true;
        open.forEach(MirrorLane::giveUp);
    }

    @Override
    long idle() {
        MirrorCall next = passes.poll();
        if (next == null) {
            return Long.MAX_VALUE;
        }
        isBusy(true);
        if (next instanceof MirrorCall.Compare compare) {
            if (!compare.isOver()) {
                work.compare(compare);
            }
        } else {
            List<MirrorCall.Match> matches = new ArrayList<>();
            matches.add((MirrorCall.Match) next);
            while (passes.peek() instanceof MirrorCall.Match match) {
                matches.add(match);
                passes.remove();
            }
            matches.removeIf(MirrorCall::isOver);
            work.match(matches);
        }
        isBusy(false);
        return 0;
    }
}
