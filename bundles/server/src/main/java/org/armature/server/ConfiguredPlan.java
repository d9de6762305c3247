package org.armature.server;

import java.nio.file.Path;

/** Reads a node's files and checks them against one another. */
final class ConfiguredPlan {
    private ConfiguredPlan() {}

    static NodePlan read(Path etc, Path data, String software) {
        throw new AssertionError(etc + " " + data + software);
    }
}
