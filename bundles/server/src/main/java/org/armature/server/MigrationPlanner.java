package org.armature.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.config.TableConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.storage.Durability;
import org.armature.storage.EngineProfile;
import org.armature.storage.StorageException;
import org.armature.storage.StoreStats;

/** Says what it would take to move a table to another engine on this node, and whether it is possible. Thread-safe. */
final class MigrationPlanner {
    /** Logs and pages of engines are emptier than what is in them. */
    private static final long ROOM_FACTOR = 2;

    /** A pass copies, and another one compares. */
    private static final long PASSES = 2;

    /** More than a shard copies if it does nothing else. */
    private static final long COPIES_A_SECOND = 20_000;

    private static final long PERCENT = 100;

    private static final long UNKNOWN = -1;

    private final NodeId self;
    private final EngineBindings bindings;
    private final Path data;
    private final Pace pace;

    /**
     * What background work may take.
     *
     * @param bytesPerSecond of the whole node
     * @param sharePercent of the time of each shard
     */
    record Pace(long bytesPerSecond, int sharePercent, int shards) {}

    MigrationPlanner(NodeId self, EngineBindings bindings, Path data, Pace pace) {
        this.self = self;
        this.bindings = bindings;
        this.data = data;
        this.pace = pace;
    }

    /** @param objections what is known against it already, as sentences */
    MigrationPlan plan(TableName name, String engine, List<String> objections) {
        List<String> refusals = new ArrayList<>(objections);
        Optional<TableConfig> table = bindings.config(name);
        if (table.isEmpty()) {
            refusals.add("there is no table " + name + " here; tables are " + bindings.tableNames());
            return new MigrationPlan(self, name, "none", engine, 0, 0, 0, UNKNOWN, 0, List.of(), refusals);
        }
        String from = "none";
        StoreStats stats = new StoreStats(0, 0);
        try {
            TableBinding binding = bindings.table(name);
            from = binding.engine();
            stats = binding.stats();
        } catch (EngineMissing | StorageException e) {
            refusals.add("it can't be read, so it can't be copied: " + e.getMessage());
        }
        Optional<InstalledEngines.Stack> to = Optional.empty();
        if (!bindings.engineNames().contains(engine)) {
            refusals.add("engine " + engine + " is not installed on " + self + "; installed are "
                    + bindings.engineNames() + ": put its jar into the directory of engines");
        } else if (engine.equals(from)) {
            refusals.add("engine " + engine + " keeps the table already");
        } else {
            to = other(name, engine, refusals);
            to.ifPresent(stack -> check(table.get(), stack, engine, refusals));
        }
        long need = stats.bytes() * ROOM_FACTOR;
        long free = to.filter(stack -> stack.ground().storesInDirectory()).isPresent() ? free() : UNKNOWN;
        if (free != UNKNOWN && need > free) {
            refusals.add("engine " + engine + " needs about " + need + " bytes, and " + free
                    + " are free where this node keeps its data");
        }
        return new MigrationPlan(
                self,
                name,
                from,
                engine,
                stats.entries(),
                stats.bytes(),
                need,
                free,
                seconds(stats),
                costs(engine),
                refusals);
    }

    private Optional<InstalledEngines.Stack> other(TableName name, String engine, List<String> refusals) {
        try {
            return Optional.of(bindings.other(name, engine));
        } catch (EngineMissing | InvalidConfig e) {
            refusals.add("engine " + engine + " can't keep it: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void check(TableConfig table, InstalledEngines.Stack stack, String engine, List<String> refusals) {
        EngineProfile profile = stack.profile();
        if (stack.forgets()) {
            refusals.add(
                    "engine " + engine + " keeps objects in memory alone: after the next stop of the node the table"
                            + " would be empty there, and moving it back would make it empty in the other engine as well");
        }
        if (!profile.durabilities().contains(table.durability())) {
            refusals.add("the table asks for durability " + table.durability().text() + ", and engine " + engine
                    + " promises only " + Durability.texts(profile.durabilities()));
        }
        if (table.limits().maxRecordBytes() > profile.maxRecordBytes()) {
            refusals.add("the table takes records of " + table.limits().maxRecordBytes()
                    + " bytes (max-value times max-siblings), and engine " + engine + " no more than "
                    + profile.maxRecordBytes() + ": lower one of the two");
        }
    }

    private long free() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private long seconds(StoreStats stats) {
        long byBytes = PASSES * stats.bytes() / pace.bytesPerSecond();
        long byEntries = stats.entries() * PERCENT / (COPIES_A_SECOND * pace.sharePercent() * pace.shards());
        return 1 + Math.max(byBytes, byEntries);
    }

    private static List<String> costs(String engine) {
        return List.of(
                "until the former copy is removed, each write waits for both engines, and both copies take room",
                "reads are answered by the engine that serves, as before; copying yields to requests, and takes what"
                        + " transfers of the ring may take",
                "if engine " + engine
                        + " fails meanwhile, the table goes on without it, and what it missed is copied later");
    }
}
