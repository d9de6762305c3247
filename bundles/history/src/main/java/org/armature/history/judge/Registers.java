package org.armature.history.judge;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.judge.RegisterOrder.Conflict;

/**
 * The keys of a register table are linearizable, as long as no node is wiped. An object with deletes that its readers
 * could not name is not judged; reads of what was never, or not yet, written are left to I-2.
 */
final class Registers implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        if (trial.run().hasWipes() || trial.table().reconcile() != Fact.Reconcile.REGISTER) {
            return;
        }
        Map<Attempt, String> reads = new LinkedHashMap<>();
        for (Attempt read : trial.reads()) {
            List<String> returned = returned(read, trial);
            if (isNameless(returned, trial)) {
                return;
            }
            value(read, returned, trial).ifPresent(value -> reads.put(read, value));
        }
        findings.judged(Invariant.REGISTER);
        RegisterOrder order = new RegisterOrder();
        Set<String> returned = new LinkedHashSet<>(reads.values());
        for (Write write : trial.graph().writes()) {
            if (returned.contains(write.value()) || write.isAcknowledged()) {
                order.wrote(write.value(), write.start(), write.acknowledged());
            }
        }
        reads.forEach((read, value) -> order.read(value, read.start(), read.end()));
        order.conflict().ifPresent(conflict -> report(trial, conflict, findings));
    }

    /** Who is shown nothing may have been shown a deletion that was removed for good since. */
    private static List<String> returned(Attempt read, ObjectTrial trial) {
        List<String> returned = read.answer().returned();
        List<Fact.Reaped> removed = trial.reaped().stream()
                .filter(reaped -> !reaped.values().isEmpty() && reaped.time() <= read.end())
                .toList();
        return returned.isEmpty() && !removed.isEmpty()
                ? removed.get(removed.size() - 1).values()
                : returned;
    }

    private static boolean isNameless(List<String> returned, ObjectTrial trial) {
        boolean deleted = trial.graph().writes().stream().anyMatch(Write::isDelete);
        return deleted && (returned.isEmpty() || returned.contains(Attempt.SOME_DELETION));
    }

    /** What a read counts as having returned, if it can be judged. */
    private static Optional<String> value(Attempt read, List<String> returned, ObjectTrial trial) {
        if (returned.isEmpty()) {
            return Optional.of(RegisterOrder.NOTHING);
        }
        return trial.graph()
                .write(returned.get(0))
                .filter(write -> returned.size() == 1 && !write.hasFailed() && write.start() <= read.end())
                .map(Write::value);
    }

    private static void report(ObjectTrial trial, Conflict conflict, Findings findings) {
        String one = conflict.value().isEmpty() ? "nothing" : conflict.value();
        findings.about(
                trial.name(),
                Kind.NOT_LINEARIZABLE,
                conflict.other(),
                conflict.time(),
                "some operation on " + one + " ended before some on " + conflict.other()
                        + " began, and the other way round: no order explains both");
    }
}
