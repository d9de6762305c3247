package org.armature.history.judge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.armature.history.Attempt;
import org.armature.history.Fact;

/** I-11: a write is among the siblings once, however often it was sent. */
final class Duplicates implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        for (Attempt read : trial.reads()) {
            String where = read.proc() + "'s operation " + read.op() + " returned";
            judge(read.answer().returned(), where, read.end(), trial, findings);
        }
        for (Fact.Copy copy : trial.copies()) {
            judge(
                    copy.versions().stream().map(Fact.Version::value).toList(),
                    copy.node() + " holds",
                    copy.time(),
                    trial,
                    findings);
        }
    }

    private static void judge(List<String> values, String where, long time, ObjectTrial trial, Findings findings) {
        findings.judged(Invariant.RETRIES);
        List<String> again = new ArrayList<>(values);
        new LinkedHashSet<>(values).forEach(again::remove);
        again.removeIf(Attempt.SOME_DELETION::equals);
        for (String value : again) {
            findings.about(trial.name(), Kind.DUPLICATED, value, time, where + " " + value + " more than once");
        }
    }
}
