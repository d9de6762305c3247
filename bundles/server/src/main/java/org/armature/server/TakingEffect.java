package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.HeldTable;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.model.TableName;
import org.armature.ring.RingState;

/**
 * What of the instances that files describe may take effect now: all of it, except for what all nodes have to change
 * together. That waits until more than half of the members are up and all that are up want the same, and until the ring
 * stands; a table runs by the rules its objects were stored with until then. Decides by its arguments and by what is stored.
 */
final class TakingEffect {
    private static final String RING_MOVES = "places of the ring move; it waits until that is over";

    private final StoredTables stored;
    private final Optional<LiveConfiguration.Cluster> cluster;

    /** @param held why a table does not run as its file wants */
    record Decision(List<InstanceConfig> instances, SortedMap<TableName, String> held) {}

    /** @param cluster empty if members can't be asked yet */
    TakingEffect(StoredTables stored, Optional<LiveConfiguration.Cluster> cluster) {
        this.stored = stored;
        this.cluster = cluster;
    }

    Decision decide(List<InstanceConfig> running, List<InstanceConfig> wanted) {
        SortedMap<TableName, String> held = new TreeMap<>();
        SortedMap<TableName, TableConfig> now = tables(running);
        List<InstanceConfig> next = new ArrayList<>();
        boolean stands = cluster.isEmpty() || cluster.get().view().get().state().phase() == RingState.Phase.SETTLED;
        for (InstanceConfig instance : wanted) {
            SortedMap<TableName, TableConfig> chosen = new TreeMap<>();
            instance.tables().values().forEach(table -> table(table, now, stands, held)
                    .ifPresent(effective -> chosen.put(table.name(), effective)));
            if (!stands) {
                keepUntilRingStands(instance.name(), now, chosen, held);
            }
            next.add(withOpenOptions(instance.with(chosen), running));
        }
        if (!stands) {
            for (InstanceConfig instance : running) {
                if (next.stream().noneMatch(other -> other.name().equals(instance.name()))) {
                    instance.tables().keySet().forEach(table -> held.put(table, RING_MOVES));
                    next.add(instance);
                }
            }
        }
        return new Decision(List.copyOf(next), held);
    }

    private static void keepUntilRingStands(
            String instance,
            SortedMap<TableName, TableConfig> now,
            SortedMap<TableName, TableConfig> chosen,
            SortedMap<TableName, String> held) {
        now.forEach((name, table) -> {
            if (name.instance().equals(instance) && !chosen.containsKey(name) && !held.containsKey(name)) {
                held.put(name, RING_MOVES);
                chosen.put(name, table);
            }
        });
    }

    private Optional<TableConfig> table(
            TableConfig table,
            SortedMap<TableName, TableConfig> now,
            boolean stands,
            SortedMap<TableName, String> held) {
        TableConfig runs = now.get(table.name());
        if (runs == null) {
            Optional<TableConfig> left = stored.earlier(table.name());
            Optional<String> objection = objectionToNew(table, stands);
            if (objection.isPresent()) {
                held.put(table.name(), "it is not served yet: " + objection.get());
                return Optional.empty();
            }
            if (left.isEmpty() || !HeldTable.differs(left.get(), table)) {
                return Optional.of(table);
            }
            runs = left.get();
        }
        if (!HeldTable.differs(runs, table)) {
            return Optional.of(table);
        }
        Optional<String> objection = objection(runs, table, stands);
        objection.ifPresent(why -> held.put(table.name(), why));
        return Optional.of(objection.isPresent() ? HeldTable.holding(runs, table) : table);
    }

    private Optional<String> objectionToNew(TableConfig table, boolean stands) {
        if (!stands) {
            return Optional.of(RING_MOVES);
        }
        return cluster.flatMap(others -> others.agreement().objectionToNew(table));
    }

    private Optional<String> objection(TableConfig runs, TableConfig table, boolean stands) {
        Optional<String> refused = HeldTable.refusal(runs, table);
        if (refused.isPresent()) {
            return refused;
        }
        if (!stands) {
            return Optional.of(RING_MOVES);
        }
        return cluster.isEmpty()
                ? Optional.of("the other members have not been asked yet")
                : cluster.get().agreement().objection(table);
    }

    private InstanceConfig withOpenOptions(InstanceConfig instance, List<InstanceConfig> running) {
        return running.stream()
                .filter(before -> before.name().equals(instance.name()))
                .findFirst()
                .map(before -> instance.withOptionsOf(before, engine -> stored.isOpen(engine, instance.name())))
                .orElse(instance);
    }

    /** What this node would run by if all wanted it. */
    static List<InstanceConfig> ifAllWanted(List<InstanceConfig> running, List<InstanceConfig> wanted) {
        SortedMap<TableName, TableConfig> now = tables(running);
        List<InstanceConfig> instances = new ArrayList<>();
        for (InstanceConfig instance : wanted) {
            SortedMap<TableName, TableConfig> tablesOfIt = new TreeMap<>();
            instance.tables().forEach((name, table) -> {
                TableConfig runs = now.get(name);
                boolean refused = runs != null && HeldTable.refusal(runs, table).isPresent();
                tablesOfIt.put(name, refused ? HeldTable.holding(runs, table) : table);
            });
            instances.add(instance.with(tablesOfIt));
        }
        return instances;
    }

    static SortedMap<TableName, TableConfig> tables(List<InstanceConfig> instances) {
        SortedMap<TableName, TableConfig> tables = new TreeMap<>();
        instances.forEach(instance -> tables.putAll(instance.tables()));
        return tables;
    }
}
