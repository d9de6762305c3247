package org.armature.config;

import java.util.Optional;
import org.armature.model.TableName;
import org.armature.storage.EngineChoice;

/**
 * What becomes of a table's other wishes for its engine: whoever has its objects goes on with them until they are moved, and
 * engines that stand on one another have the same ones.
 */
record EngineEffects(Circumstances circumstances) {

    KeyEffect of(TableConfig wanted, InstanceConfig where) {
        Optional<String> keeper = circumstances.keeper(wanted.name());
        Optional<String> serving = circumstances.engine(wanted.name());
        EngineChoice choice = circumstances.choice(where, wanted);
        if (wanted.engine() instanceof EngineSelection.Named named
                && keeper.isPresent()
                && !choice.engine().equals(Optional.of(named.engine()))) {
            return KeyEffect.migration("engine " + keeper.get()
                    + " has the table's objects and keeps it until they are moved to " + named.engine());
        }
        if (serving.isEmpty() || choice.engine().isEmpty()) {
            return KeyEffect.atOnce("");
        }
        String before = serving.get();
        String next = choice.engine().get();
        if (before.equals(next)) {
            return KeyEffect.atOnce("engine " + before + " keeps the table as before"
                    + (wanted.engine() instanceof EngineSelection.Named ? "" : ": " + choice.reason()));
        }
        return keeper.isPresent()
                ? KeyEffect.restart("engines " + before + " and " + next + " have the same stores, those of "
                        + keeper.get() + ", so no object moves; " + before
                        + " serves the table until the next start")
                : KeyEffect.migration("engine " + before + " has the table's objects while the process lives, and keeps"
                        + " it until they are moved to " + next + "; without that, " + next
                        + " begins empty at the next start");
    }

    /** More than the engine promises that has the objects waits for another one. */
    KeyEffect ofDurability(TableConfig wanted, InstanceConfig where) {
        Optional<String> serving = circumstances.engine(wanted.name());
        boolean promised = circumstances.choice(where, wanted).verdicts().stream()
                .map(EngineChoice.Verdict::candidate)
                .filter(engine -> serving.equals(Optional.of(engine.name())))
                .allMatch(engine -> engine.stack().durabilities().stream()
                        .anyMatch(enough -> enough.compareTo(wanted.durability()) >= 0));
        return promised
                ? KeyEffect.atOnce("for writes from then on")
                : KeyEffect.migration(
                        "engine " + serving.orElse("") + ", which serves the table, does not promise that");
    }

    /** The engine that serves the table, or else the one that has its objects. */
    Optional<String> holder(TableName table) {
        return circumstances.engine(table).or(() -> circumstances.keeper(table));
    }
}
