package org.armature.bench.growth;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.armature.bench.steady.Copies;

/** What went on in a stretch of time, but for its load. Guarded by its {@link Timeline}. */
final class Part {
    private final int pair;
    private final Stage stage;
    private final Map<Copies, Integer> copies = new EnumMap<>(Copies.class);
    private Optional<Change> change = Optional.empty();

    Part(int pair, Stage stage) {
        this.pair = pair;
        this.stage = stage;
    }

    int pair() {
        return pair;
    }

    Stage stage() {
        return stage;
    }

    void asked(Copies answer) {
        copies.merge(answer, 1, Integer::sum);
    }

    /** How often that was the answer. */
    int answers(Copies answer) {
        return copies.getOrDefault(answer, 0);
    }

    void changed(Change made) {
        change = Optional.of(made);
    }

    Optional<Change> change() {
        return change;
    }
}
