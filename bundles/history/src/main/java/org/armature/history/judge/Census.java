package org.armature.history.judge;

import java.util.LinkedHashSet;
import java.util.Set;
import org.armature.history.Fact;
import org.armature.history.judge.FreshnessSweep.Completion;

/** Counts what a judgement is about. */
final class Census implements ObjectCheck {
    private int objects;
    private int unseen;
    private long acknowledged;
    private long unknown;
    private long failed;
    private long present;
    private long replaced;
    private long replacedByUnknown;
    private long destroyed;
    private long overwritten;
    private long reads;
    private long staleReads;

    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        objects++;
        unseen += trial.isLookedAt() || trial.graph().writes().isEmpty() ? 0 : 1;
        countWrites(trial);
        countReads(trial);
        destroyed += trial.missing().stream()
                .filter(write -> new Survivors(trial, write).wereDestroyed())
                .count();
    }

    private void countWrites(ObjectTrial trial) {
        Set<Write> there = new LinkedHashSet<>(trial.found());
        Set<Write> accounted = trial.accountedFor();
        Set<Write> byAcknowledged = trial.graph().replacedByAcknowledged();
        for (Write write : trial.graph().writes()) {
            if (!write.isAcknowledged()) {
                unknown += write.hasFailed() ? 0 : 1;
                failed += write.hasFailed() ? 1 : 0;
                continue;
            }
            acknowledged++;
            if (there.contains(write)) {
                present++;
            } else if (accounted.contains(write)) {
                replaced++;
                replacedByUnknown += byAcknowledged.contains(write) || trial.isReaped(write, Fact.NEVER) ? 0 : 1;
            } else if (!trial.keepsSiblings() && trial.isLookedAt()) {
                overwritten++;
            }
        }
    }

    private void countReads(ObjectTrial trial) {
        reads += trial.reads().size();
        if (!trial.keepsSiblings()) {
            return;
        }
        FreshnessSweep sweep = new FreshnessSweep(trial.graph());
        for (Write write : trial.graph().writes()) {
            if (write.isAcknowledged()) {
                sweep.add(new Completion(write.acknowledged(), write, false));
            }
        }
        staleReads += sweep.run(trial.reads(), (read, missed) -> {});
    }

    /** What was counted so far. */
    Totals totals(Run run) {
        return new Totals(
                objects,
                unseen,
                acknowledged,
                unknown,
                failed,
                present,
                replaced,
                replacedByUnknown,
                destroyed,
                overwritten,
                reads,
                staleReads,
                run.faults());
    }
}
