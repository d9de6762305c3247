package org.armature.history.judge;

import java.util.Comparator;
import java.util.List;
import org.armature.history.Attempt;
import org.armature.history.HistoryLine;

/** Picks the attempts at an object that help to understand a finding. */
final class Surroundings {
    private static final int SHOWN = 12;

    private Surroundings() {}

    /**
     * Those that wrote, had seen or returned the subject; if there are none, those nearest in time; as lines of the
     * history, in the order in which they began.
     */
    static List<String> of(List<Attempt> attempts, String subject, long time) {
        List<Attempt> about = attempts.stream()
                .filter(attempt -> concerns(attempt, subject))
                .limit(SHOWN)
                .toList();
        List<Attempt> shown = !about.isEmpty()
                ? about
                : attempts.stream()
                        .sorted(Comparator.comparingDouble(attempt -> Math.abs((double) attempt.start() - time)))
                        .limit(SHOWN)
                        .toList();
        return shown.stream()
                .sorted(Comparator.comparingLong(Attempt::start))
                .map(HistoryLine::of)
                .toList();
    }

    private static boolean concerns(Attempt attempt, String subject) {
        return attempt.asked().value().equals(subject)
                || attempt.asked().seen().contains(subject)
                || attempt.answer().returned().contains(subject);
    }
}
