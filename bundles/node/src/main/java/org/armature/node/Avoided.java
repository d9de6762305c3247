package org.armature.node;

import java.util.Map;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** Which nodes exchange the engine of which tables, and how long they are expected to. */
final class Avoided {
    private final Map<TableName, Map<NodeId, Long>> untilNanos = new TreeMap<>();

    void on(Event.TablesAvoided event) {
        for (TableName table : event.tables()) {
            untilNanos.computeIfAbsent(table, absent -> new TreeMap<>()).put(event.node(), event.untilNanos());
        }
    }

    boolean contains(NodeId node, TableName table, long nowNanos) {
        if (untilNanos.isEmpty()) {
            return false;
        }
        Map<NodeId, Long> nodes = untilNanos.get(table);
        Long until = nodes == null ? null : nodes.get(node);
        if (until == null) {
            return false;
        }
        if (nowNanos - until < 0) {
            return true;
        }
        nodes.remove(node);
        if (nodes.isEmpty()) {
            untilNanos.remove(table);
        }
        return false;
    }
}
