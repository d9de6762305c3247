package org.armature.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.config.schema.Kinds;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;

/**
 * What becomes of a table's other wishes for its engine: whoever has its objects goes on with them until they are moved, and
 * engines that stand on one another have the same ones.
 */
record EngineEffects(Circumstances circumstances) {
    private static final String MOVED =
            "; the table is moved between engines, and each that has a copy must be able to keep it: end the move first"
                    + " (`armature engine migrations` shows it)";

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

    /** More than the engine promises that has the objects waits for another one; while the table is moved, it is refused. */
    KeyEffect ofDurability(TableConfig wanted, InstanceConfig where) {
        Optional<String> unpromised = unpromised(wanted, where);
        if (unpromised.isPresent()) {
            return KeyEffect.refused(unpromised.get());
        }
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

    /** Larger records than an engine takes that the table is moved to, or from, could not be copied. */
    KeyEffect ofLimits(TableConfig before, TableConfig wanted, InstanceConfig where) {
        Optional<String> tooLong = tooLong(wanted, where)
                .filter(why ->
                        wanted.limits().maxRecordBytes() > before.limits().maxRecordBytes());
        return tooLong.map(KeyEffect::refused).orElseGet(() -> KeyEffect.atOnce("what is stored already stays"));
    }

    /** Why the engines that a table is moved between could not keep it as it is wanted; empty if they could. */
    Optional<String> ofMove(TableConfig wanted, InstanceConfig where) {
        return unpromised(wanted, where).or(() -> tooLong(wanted, where));
    }

    private Optional<String> unpromised(TableConfig wanted, InstanceConfig where) {
        return moved(wanted, where)
                .filter(engine -> !engine.getValue().durabilities().contains(wanted.durability()))
                .map(engine -> "engine " + engine.getKey() + " promises only "
                        + lower(engine.getValue().durabilities()) + MOVED)
                .findFirst();
    }

    private Optional<String> tooLong(TableConfig wanted, InstanceConfig where) {
        long bytes = wanted.limits().maxRecordBytes();
        return moved(wanted, where)
                .filter(engine -> bytes > engine.getValue().maxRecordBytes())
                .map(engine -> "max-value times max-siblings would be " + Kinds.showSize(bytes) + ", and engine "
                        + engine.getKey() + " takes no record of more than "
                        + Kinds.showSize(engine.getValue().maxRecordBytes()) + MOVED)
                .findFirst();
    }

    private Stream<Map.Entry<String, EngineProfile>> moved(TableConfig wanted, InstanceConfig where) {
        return circumstances.movedBetween(where, wanted.name()).entrySet().stream();
    }

    private static String lower(Set<Durability> durabilities) {
        return durabilities.stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The engine that serves the table, or else the one that has its objects. */
    Optional<String> holder(TableName table) {
        return circumstances.engine(table).or(() -> circumstances.keeper(table));
    }
}
