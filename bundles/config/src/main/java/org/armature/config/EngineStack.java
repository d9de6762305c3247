package org.armature.config;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.armature.model.ErrorCode;
import org.armature.storage.EngineProfile;

/**
 * An engine and, if it is a decorator, the one it stands on.
 *
 * @param below empty if the engine stands alone, or what it is to stand on is no good
 * @param fault why it can't stand on what it is to stand on
 */
public record EngineStack(EngineDescription engine, Optional<EngineDescription> below, Optional<Fault> fault) {

    /** @param text for the operator, naming both engines */
    public record Fault(ErrorCode code, String text) {}

    /** @param options those given for the engine, in plain text */
    public static EngineStack of(
            EngineDescription engine, SortedMap<String, String> options, List<EngineDescription> installed) {
        Optional<String> over = engine.standing().on(options);
        if (over.isEmpty()) {
            return new EngineStack(engine, Optional.empty(), Optional.empty());
        }
        Optional<EngineDescription> below = installed.stream()
                .filter(other -> other.name().equals(over.get()))
                .findFirst();
        Optional<Fault> fault = fault(engine, over.get(), below, installed);
        return new EngineStack(engine, fault.isEmpty() ? below : Optional.empty(), fault);
    }

    /** What a table may ask of it; without the one below, what it has in itself. */
    public EngineProfile profile() {
        return below.map(ground -> engine.standing().profileOver(ground.profile()))
                .orElse(engine.profile());
    }

    /** As the operator knows it. */
    public String name() {
        return engine.name() + below.map(ground -> " over " + ground.name()).orElse("");
    }

    private static Optional<Fault> fault(
            EngineDescription engine,
            String over,
            Optional<EngineDescription> below,
            List<EngineDescription> installed) {
        String asked = "engine " + engine.name() + " is to stand on engine \"" + over + "\", ";
        if (over.equals(engine.name())) {
            return Optional.of(new Fault(ErrorCode.ENGINE_STACKED, asked + "itself: it keeps nothing"));
        }
        if (below.isEmpty()) {
            return Optional.of(new Fault(
                    ErrorCode.ENGINE_MISSING,
                    asked + "which is not installed; installed are "
                            + installed.stream()
                                    .map(EngineDescription::name)
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
        }
        return below.get().standing().isDecorator()
                ? Optional.of(new Fault(ErrorCode.ENGINE_STACKED, asked + "which stands on another one itself"))
                : Optional.empty();
    }
}
