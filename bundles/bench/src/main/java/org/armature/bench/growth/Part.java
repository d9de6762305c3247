package org.armature.bench.growth;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.armature.bench.Tally;

/** A stretch of time in which one thing went on, with what became of everything due in it. Guarded by its {@link Timeline}. */
final class Part {
    private final int pair;
    private final Stage stage;
    private final long from;
    private final Tally tally = new Tally();
    private final Map<Copies, Integer> copies = new EnumMap<>(Copies.class);
    private Optional<Change> change = Optional.empty();
    private long to;

    /** @param from monotonic nanoseconds */
    Part(int pair, Stage stage, long from) {
        this.pair = pair;
        this.stage = stage;
        this.from = from;
    }

    long from() {
        return from;
    }

    Tally tally() {
        return tally;
    }

    void asked(Copies answer) {
        copies.merge(answer, 1, Integer::sum);
    }

    void changed(Change made) {
        change = Optional.of(made);
    }

    void end(long moment) {
        to = moment;
    }

    PartReport report() {
        return PartReport.of(pair, stage, to - from, tally, copies, change);
    }
}
