package org.armature.bench.migrate;

import java.util.List;
import org.armature.bench.InvalidOptions;

/**
 * What is moved where.
 *
 * @param to the engine to move the table to, and back from
 * @param kill whether a node is killed once at every step
 */
record MigratePlan(String to, boolean kill) {
    static final String HOME = "bdbje";
    static final String MYSQL = "mysql";

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

    MigratePlan {
        if (!to.matches(NAME) || to.equals(HOME)) {
            throw new InvalidOptions(List.of("--to " + to + " is no engine that a table can be moved to from " + HOME));
        }
    }
}
