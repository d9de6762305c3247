package org.armature.server;

import org.armature.config.InstanceConfig;
import org.armature.storage.Environment;
import org.armature.storage.StorageEngine;

/**
 * An environment with what it takes to open it anew.
 *
 * @param name {@code engine/instance}
 * @param engine that opened it
 */
record OpenEnvironment(
        String name, StorageEngine engine, InstanceConfig instance, Environment environment, StorageGate gate) {}
