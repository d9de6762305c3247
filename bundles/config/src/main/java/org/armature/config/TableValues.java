package org.armature.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.armature.config.schema.Kind;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.Setting;
import org.armature.model.TimeToLive;

/** A table's settings as they would be written. */
final class TableValues {
    private TableValues() {}

    /** In the order of the documentation; the engine is given by name or by the size of objects, never both. */
    static Map<Setting<?>, String> of(TableConfig table) {
        Map<Setting<?>, String> values = new LinkedHashMap<>();
        put(values, InstanceKeys.N, table.quorum().n());
        put(values, InstanceKeys.R, table.quorum().r());
        put(values, InstanceKeys.W, table.quorum().w());
        put(values, InstanceKeys.QUORUM, table.terms().kind());
        put(values, InstanceKeys.PR, table.terms().pr());
        put(values, InstanceKeys.PW, table.terms().pw());
        put(values, InstanceKeys.DISTINCT_HOSTS, table.terms().distinctHosts());
        put(values, InstanceKeys.RECONCILE, table.reconciling().rule());
        put(values, InstanceKeys.LWW_MAX_AHEAD, table.reconciling().lwwMaxAhead());
        if (table.engine() instanceof EngineSelection.Named named) {
            put(values, InstanceKeys.ENGINE_NAME, named.engine());
        } else if (table.engine() instanceof EngineSelection.ForObjectsOf sized) {
            put(values, InstanceKeys.OBJECT_SIZE, sized.bytes());
            put(values, InstanceKeys.ACCESS, List.copyOf(sized.accesses()));
        } else {
            throw new AssertionError(table.engine());
        }
        put(values, InstanceKeys.DURABILITY, table.durability());
        put(values, InstanceKeys.DURABLE_REPLICA, DurableReplica.of(table.durableReplica()));
        values.put(InstanceKeys.MAX_KEY, Kinds.showSize(table.limits().maxKeyBytes()));
        values.put(InstanceKeys.MAX_VALUE, Kinds.showSize(table.limits().maxValueBytes()));
        put(values, InstanceKeys.MAX_SIBLINGS, table.limits().maxSiblings());
        put(values, InstanceKeys.TTL, table.ttl().map(TimeToLive::duration));
        return values;
    }

    private static <T> void put(Map<Setting<?>, String> values, Setting<T> setting, T value) {
        Kind<T> kind = setting.kind();
        values.put(setting, kind.show(value));
    }
}
