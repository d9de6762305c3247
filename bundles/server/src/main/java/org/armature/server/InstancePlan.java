package org.armature.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.armature.replication.TableSpec;

/**
 * What an application instance asks of this node.
 *
 * @param engineOptions each engine's own settings for this instance, by the engine's name
 */
record InstancePlan(String name, List<TablePlan> tables, Map<String, SortedMap<String, String>> engineOptions) {
    /**
     * @param engine the engine the table names, if it names one
     * @param objectBytes the object size it expects, by which an engine is chosen otherwise
     */
    record TablePlan(TableSpec spec, Optional<String> engine, OptionalLong objectBytes) {}
}
