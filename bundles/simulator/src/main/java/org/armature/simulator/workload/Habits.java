package org.armature.simulator.workload;

import java.util.List;
import org.armature.model.Key;
import org.armature.model.TableName;

/**
 * What clients do.
 *
 * @param thinkNanos between the end of a call and the next one, on average
 * @param deadlineNanos for each call
 * @param valueBytes how long values are
 */
public record Habits(
        List<TableName> tables, List<Key> keys, long thinkNanos, long deadlineNanos, int valueBytes, int nodes) {}
