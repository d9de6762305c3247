package org.armature.history.judge;

import java.util.Optional;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.ObjectName;

/**
 * I-2 and I-15: whatever was read, or lies on a node, was written to this object, not later than it showed, and was not
 * reported as certainly not done. A value of another table is reported as that.
 */
final class Provenance implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        for (Attempt attempt : trial.attempts()) {
            String who = attempt.proc() + "'s operation " + attempt.op();
            for (String value : attempt.asked().seen()) {
                judge(value, who + " had seen", attempt.start(), trial, findings);
            }
            for (String value : attempt.answer().returned()) {
                judge(value, who + " returned", attempt.end(), trial, findings);
            }
        }
        for (Fact.Stored stored : trial.stored()) {
            judge(stored.value(), stored.node() + " stored", stored.time(), trial, findings);
        }
        for (Fact.Copy copy : trial.copies()) {
            for (Fact.Version version : copy.versions()) {
                if (!isDamaged(version, copy, trial, findings)) {
                    judge(version.value(), copy.node() + " holds", copy.time(), trial, findings);
                }
            }
        }
    }

    private static boolean isDamaged(Fact.Version version, Fact.Copy copy, ObjectTrial trial, Findings findings) {
        if (version.request().isEmpty()) {
            return false;
        }
        Optional<Write> meant = trial.graph().writes().stream()
                .filter(write -> write.attempts().get(0).asked().request().equals(version.request()))
                .findFirst();
        if (meant.isEmpty() || meant.get().value().equals(version.value())) {
            return false;
        }
        findings.about(
                trial.name(),
                Kind.DAMAGED,
                meant.get().value(),
                copy.time(),
                copy.node() + " holds " + version.value() + " for request " + version.request() + ", which wrote "
                        + meant.get());
        return true;
    }

    private static void judge(String value, String where, long time, ObjectTrial trial, Findings findings) {
        if (value.equals(Attempt.SOME_DELETION)) {
            return;
        }
        findings.judged(Invariant.INVENTION);
        findings.judged(Invariant.ISOLATION);
        ObjectName name = trial.name();
        Optional<Write> write = trial.graph().write(value);
        if (write.isEmpty()) {
            judgeStranger(value, where, time, trial, findings);
        } else if (write.get().hasFailed()) {
            findings.about(
                    name,
                    Kind.DISHONEST,
                    value,
                    time,
                    where + " " + value + ", whose write was reported as certainly not done");
        } else if (write.get().start() > time) {
            findings.about(
                    name,
                    Kind.FROM_THE_FUTURE,
                    value,
                    time,
                    where + " " + value + ", which was first sent at "
                            + write.get().start());
        }
    }

    private static void judgeStranger(String value, String where, long time, ObjectTrial trial, Findings findings) {
        Optional<ObjectName> home = trial.run().homeOf(value);
        if (home.isPresent() && !home.get().table().equals(trial.name().table())) {
            findings.about(
                    trial.name(),
                    Kind.OF_ANOTHER_TABLE,
                    value,
                    time,
                    where + " " + value + ", which was written to " + home.get());
        } else {
            String written = home.isPresent() ? "was written to " + home.get() : "nobody wrote";
            findings.about(trial.name(), Kind.INVENTED, value, time, where + " " + value + ", which " + written);
        }
    }
}
