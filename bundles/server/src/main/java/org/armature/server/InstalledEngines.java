package org.armature.server;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.armature.config.EngineDescription;
import org.armature.config.EngineStack;
import org.armature.config.InstanceConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;
import org.armature.storage.StorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines that are there, each by its name, and what they stand on. Thread-safe. */
final class InstalledEngines {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledEngines.class);

    private final Map<String, StorageEngine> engines = new ConcurrentSkipListMap<>();

    /**
     * An engine as an instance uses it.
     *
     * @param below what it stands on, if it does
     * @param profile what a table may ask of the two
     * @param name as the operator knows it
     */
    record Stack(StorageEngine engine, Optional<StorageEngine> below, EngineProfile profile, String name) {
        /** @throws EngineMissing if it does not promise the durability */
        void refuseUnlessItPromises(Durability durability) {
            if (!profile.durabilities().contains(durability)) {
                throw new EngineMissing(
                        ErrorCode.ENGINE_MISSING,
                        "engine " + name + " does not promise durability " + durability.text() + ", only "
                                + Durability.texts(profile.durabilities()));
            }
        }

        /** The engine that has the objects in the end. */
        StorageEngine ground() {
            return below.orElse(engine);
        }

        /** Whether what it keeps ends with the process. */
        boolean forgets() {
            return profile.durabilities().equals(EnumSet.of(Durability.MEMORY));
        }
    }

    /** @return the one of that name before */
    Optional<StorageEngine> put(StorageEngine engine) {
        return Optional.ofNullable(engines.put(engine.name(), engine));
    }

    boolean remove(StorageEngine engine) {
        return engines.remove(engine.name(), engine);
    }

    Optional<StorageEngine> find(String name) {
        return Optional.ofNullable(engines.get(name));
    }

    boolean has(String name) {
        return engines.containsKey(name);
    }

    SortedSet<String> names() {
        return new TreeSet<>(engines.keySet());
    }

    List<EngineDescription> descriptions() {
        return engines.values().stream().map(EngineDescription::of).toList();
    }

    /** Those a table of the instance can be given. */
    List<EngineChoice.Candidate> candidates(InstanceConfig instance) {
        return engines.values().stream()
                .map(engine -> candidate(instance, EngineDescription.of(engine)))
                .toList();
    }

    private EngineChoice.Candidate candidate(InstanceConfig instance, EngineDescription engine) {
        try {
            SortedMap<String, String> options = instance.optionsFor(engine);
            String ground = engine.standing().on(options).orElse(engine.name());
            EngineProfile stack =
                    EngineStack.of(engine, options, descriptions()).profile();
            return new EngineChoice.Candidate(engine.name(), engine.profile(), stack, ground, has(ground));
        } catch (InvalidConfig e) {
            LOG.debug("options of an engine are wrong engine={} instance={}", engine.name(), instance.name(), e);
            return new EngineChoice.Candidate(engine.name(), engine.profile());
        }
    }

    /**
     * @throws EngineMissing if it can't stand where the instance wants it
     * @throws InvalidConfig if its options are wrong
     */
    Stack stack(InstanceConfig instance, StorageEngine engine) {
        EngineDescription description = EngineDescription.of(engine);
        EngineStack stack = EngineStack.of(description, instance.optionsFor(description), descriptions());
        stack.fault().ifPresent(fault -> {
            throw new EngineMissing(fault.code(), fault.text());
        });
        Optional<StorageEngine> below = stack.below().map(ground -> engines.get(ground.name()));
        return new Stack(engine, below, stack.profile(), stack.name());
    }
}
