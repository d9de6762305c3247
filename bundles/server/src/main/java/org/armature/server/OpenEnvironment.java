package org.armature.server;

import java.util.Optional;
import org.armature.config.InstanceConfig;
import org.armature.storage.Environment;
import org.armature.storage.StorageEngine;

/**
 * An environment with what it takes to open it anew.
 *
 * @param name {@code engine/instance}
 * @param ground name of the environment it stands on; empty if it keeps its objects itself
 * @param engine that opened it
 */
record OpenEnvironment(
        String name,
        Optional<String> ground,
        StorageEngine engine,
        InstanceConfig instance,
        Environment environment,
        StorageGate gate) {

    static String name(String engine, String instance) {
        return engine + "/" + instance;
    }

    boolean standsOn(OpenEnvironment other) {
        return ground.equals(Optional.of(other.name));
    }

    OpenEnvironment openedBy(StorageEngine next, Environment anew) {
        return new OpenEnvironment(name, ground, next, instance, anew, gate);
    }
}
