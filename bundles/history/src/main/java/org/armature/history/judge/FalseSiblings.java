package org.armature.history.judge;

import java.util.Collection;
import java.util.LinkedHashSet;
import org.armature.history.Attempt;
import org.armature.history.Fact;

/** I-3: neither a read nor a replica shows a version beside one whose writer had seen it. */
final class FalseSiblings implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        for (Attempt read : trial.reads()) {
            judge(
                    read.answer().returned(),
                    read.proc() + "'s operation " + read.op() + " returned",
                    read.end(),
                    trial,
                    findings);
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

    private static void judge(
            Collection<String> together, String where, long time, ObjectTrial trial, Findings findings) {
        findings.judged(Invariant.SIBLINGS);
        Collection<String> values = new LinkedHashSet<>(together);
        if (values.size() < 2) {
            return;
        }
        if (!trial.keepsSiblings()) {
            String winner = values.iterator().next();
            findings.about(
                    trial.name(),
                    Kind.FALSE_SIBLING,
                    winner,
                    time,
                    where + " " + values + " though the last write wins in this table");
            return;
        }
        for (Write write : trial.graph().replacedAmong(trial.graph().known(values))) {
            findings.about(
                    trial.name(),
                    Kind.FALSE_SIBLING,
                    write.value(),
                    time,
                    where + " " + write + " beside one whose writer had seen it: " + values);
        }
    }
}
