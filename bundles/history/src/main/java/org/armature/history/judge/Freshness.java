package org.armature.history.judge;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;
import org.armature.history.judge.FreshnessSweep.Completion;

/**
 * I-8: with strict quorums and R + W &gt; N, a read returns every write that was acknowledged before it began, or what
 * replaced it; and a confirmed read also whatever a confirmed read had returned that ended before. A read that shows what
 * an acknowledged delete had deleted breaks I-6.
 *
 * <p>Judged where N is known, and until data was destroyed: by a wipe, or by a power cut if the table does not force its
 * writes.
 */
final class Freshness implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        int n = trial.table().n();
        if (n == 0 || !trial.keepsSiblings()) {
            return;
        }
        long harmed = firstHarm(trial);
        List<Attempt> reads = trial.reads().stream()
                .filter(read -> read.wish().strict() && read.wish().r() > 0 && read.end() < harmed)
                .toList();
        Collection<Integer> quorums = new TreeSet<>();
        reads.forEach(read -> quorums.add(read.wish().r()));
        for (int r : quorums) {
            findings.judged(Invariant.FRESHNESS);
            FreshnessSweep sweep = new FreshnessSweep(trial.graph());
            completedWrites(trial, n - r, sweep);
            completedReads(trial, reads, n - r, sweep);
            sweep.run(
                    reads.stream().filter(read -> read.wish().r() == r).toList(),
                    (read, missed) -> report(trial, read, missed, findings));
        }
    }

    private static long firstHarm(ObjectTrial trial) {
        for (Noted noted : trial.run().nodeEvents()) {
            NodeEvent event = (NodeEvent) noted.fact();
            boolean lost =
                    event.what() == NodeEvent.What.POWER_CUT && !trial.table().forced();
            if (lost || event.what() == NodeEvent.What.WIPED) {
                return event.time();
            }
        }
        return Fact.NEVER;
    }

    private static void completedWrites(ObjectTrial trial, int missedByReads, FreshnessSweep sweep) {
        for (Write write : trial.graph().writes()) {
            for (Attempt attempt : write.attempts()) {
                if (attempt.isOk() && meets(attempt, missedByReads)) {
                    sweep.add(new Completion(attempt.end(), write, false));
                }
            }
        }
    }

    private static void completedReads(
            ObjectTrial trial, Collection<Attempt> reads, int missedByReads, FreshnessSweep sweep) {
        for (Attempt read : reads) {
            if (read.wish().confirmed() && meets(read, missedByReads)) {
                trial.graph()
                        .known(read.answer().returned())
                        .forEach(write -> sweep.add(new Completion(read.end(), write, true)));
            }
        }
    }

    /** Whether it was stored on enough owners that any read meets one. */
    private static boolean meets(Attempt attempt, int missedByReads) {
        return attempt.wish().strict() && attempt.wish().w() > missedByReads;
    }

    private static void report(ObjectTrial trial, Attempt read, Completion missed, Findings findings) {
        Write write = missed.write();
        if (trial.isReaped(write, read.end())) {
            return;
        }
        boolean back = write.isDelete()
                && trial.graph().past(List.of(write)).stream()
                        .anyMatch(each -> read.answer().returned().contains(each.value()));
        Kind kind = back ? Kind.RESURRECTED : missed.byRead() ? Kind.READ_WENT_BACK : Kind.STALE_READ;
        findings.about(
                trial.name(),
                kind,
                write.value(),
                read.end(),
                read.proc() + "'s operation " + read.op() + " (R=" + read.wish().r() + ") began at " + read.start()
                        + " and returned " + read.answer().returned() + ", without " + write + ", which was "
                        + (missed.byRead() ? "returned by a confirmed read" : "acknowledged") + " at "
                        + missed.time());
    }
}
