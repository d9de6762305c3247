package org.armature.config;

import java.util.List;
import org.armature.config.schema.Block;
import org.armature.config.schema.Group;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.Schema;
import org.armature.config.schema.Setting;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.storage.Durability;

/** The keys of an instance's file. The defaults and each table have the same ones. */
final class InstanceKeys {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    static final String NAME = "name, 1 to 48 of a-z, 0-9 and _";

    static final Setting<Integer> N = Setting.of(
            "n",
            Kinds.whole(1, Quorum.MAX_N),
            3,
            "Copies of each object, on distinct hosts. With fewer hosts than that there are fewer copies.");
    static final Setting<Integer> R = Setting.derived(
            "r",
            Kinds.whole(1, Quorum.MAX_N),
            "more than half of `n`",
            "Replicas that must answer a read; at most `n`.");
    static final Setting<Integer> W = Setting.derived(
            "w",
            Kinds.whole(1, Quorum.MAX_N),
            "more than half of `n`",
            "Replicas that must have stored a write; at most `n`. With `r` + `w` above `n`, a read meets the latest"
                    + " write.");
    static final Setting<String> ENGINE_NAME = Setting.derived(
            "engine",
            Kinds.text(TableName.NAME, "an engine's " + NAME),
            "chosen by `object-size`",
            "Storage engine, by name: `bdbje`, `memory`, or another that is installed. Instead of `object-size`.");
    static final Setting<Long> OBJECT_SIZE = Setting.of(
            "object-size",
            Kinds.size(1, 16 * MIB),
            KIB,
            "Size of a typical object; the engine that suits it best is taken. Instead of `engine`.");
    static final Setting<Durability> DURABILITY = Setting.of(
            "durability",
            Kinds.choice(Durability.class),
            Durability.PROCESS,
            "What a replica's copy has survived when it is acknowledged: nothing, the death of the process, or a power"
                    + " loss.");
    static final Setting<Long> MAX_KEY = Setting.of(
            "max-key", Kinds.size(1, Key.MAX_BYTES), (long) Key.MAX_BYTES, "Longest key; longer ones are refused.");
    static final Setting<Long> MAX_VALUE =
            Setting.of("max-value", Kinds.size(1, 16 * MIB), MIB, "Longest value; longer ones are refused.");
    static final Setting<Integer> MAX_SIBLINGS = Setting.of(
            "max-siblings",
            Kinds.whole(1, 1_024),
            16,
            "Most concurrent versions of a key; a put that would make one more is refused. Times `max-value` it has to"
                    + " fit in a record of the engine and in `limits.max-frame` of `node.conf`.");

    /** Of a table, and of the defaults. */
    static final List<Setting<?>> TABLE_SETTINGS =
            List.of(N, R, W, ENGINE_NAME, OBJECT_SIZE, DURABILITY, MAX_KEY, MAX_VALUE, MAX_SIBLINGS);

    private static final Schema TABLE = Schema.of(TABLE_SETTINGS);

    static final Block DEFAULTS = new Block("defaults", TABLE);
    static final Group TABLES = new Group("tables", TableName.NAME, "a table's " + NAME, TABLE);
    static final Group ENGINES = new Group("engines", TableName.NAME, "an engine's " + NAME, Schema.anything());

    static final Schema SCHEMA = Schema.of(List.of(DEFAULTS), List.of(TABLES, ENGINES));

    private InstanceKeys() {}
}
