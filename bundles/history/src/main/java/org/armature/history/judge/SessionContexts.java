package org.armature.history.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;
import org.armature.history.ObjectName;

/**
 * I-9: the context that a write returns covers the one it passed on; and the context of a strict, confirmed read covers
 * those of its client's earlier ones, as long as no node is wiped, and what was known of the object is not removed for good.
 */
final class SessionContexts implements FactCheck {
    private final Map<Session, Attempt> known = new HashMap<>();
    private final Map<ObjectName, Long> reapedAt = new HashMap<>();

    private record Session(String proc, ObjectName object) {}

    @Override
    public void see(Fact fact, Findings findings) {
        if (fact instanceof NodeEvent event && event.what() == NodeEvent.What.WIPED) {
            known.clear();
        } else if (fact instanceof Fact.Reaped reaped) {
            reapedAt.put(reaped.object(), reaped.time());
        } else if (fact instanceof Attempt attempt
                && attempt.isOk()
                && !attempt.answer().context().isEmpty()) {
            if (attempt.isWrite()) {
                compare(attempt, attempt.asked().context(), "passed on", findings);
            } else if (attempt.wish().strict() && attempt.wish().confirmed()) {
                Attempt before = known.put(new Session(attempt.proc(), attempt.object()), attempt);
                if (before != null && before.start() > reapedAt.getOrDefault(attempt.object(), Long.MIN_VALUE)) {
                    compare(attempt, before.answer().context(), "got before", findings);
                }
            }
        }
    }

    private static void compare(Attempt attempt, SortedMap<String, Long> before, String how, Findings findings) {
        findings.judged(Invariant.ORDER);
        if (!Vectors.covers(attempt.answer().context(), before)) {
            findings.about(
                    attempt.object(),
                    Kind.CONTEXT_WENT_BACK,
                    attempt.proc(),
                    attempt.end(),
                    attempt.proc() + "'s operation " + attempt.op() + " returned the context "
                            + attempt.answer().context() + ", less than " + before + ", which it " + how);
        }
    }
}
