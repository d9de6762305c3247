package org.armature.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.config.schema.Block;
import org.armature.config.schema.Group;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.Schema;
import org.armature.config.schema.Setting;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;
import org.armature.storage.AccessPattern;
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
    static final Setting<QuorumTerms.Kind> QUORUM = Setting.of(
            "quorum",
            Kinds.choice(QuorumTerms.Kind.class),
            QuorumTerms.DEFAULT.kind(),
            "Who counts towards `r` and `w`: with `sloppy` also nodes that stand in for owners that are away, with"
                    + " `strict` only owners.");
    static final Setting<Integer> PR = Setting.of(
            "pr",
            Kinds.whole(0, Quorum.MAX_N),
            QuorumTerms.DEFAULT.pr(),
            "Owners that must be among the replicas that answer a read; at most `n`.");
    static final Setting<Integer> PW = Setting.of(
            "pw",
            Kinds.whole(0, Quorum.MAX_N),
            QuorumTerms.DEFAULT.pw(),
            "Owners that must be among the replicas that have stored a write; at most `n`.");
    static final Setting<Integer> DISTINCT_HOSTS = Setting.of(
            "distinct-hosts",
            Kinds.whole(0, Quorum.MAX_N),
            QuorumTerms.DEFAULT.distinctHosts(),
            "Hosts on which a write's copies must stand before it is acknowledged; at most `n`.");
    static final Setting<Reconciling.Rule> RECONCILE = Setting.of(
            "reconcile",
            Reconciling.Rule.KIND,
            Reconciling.DEFAULT.rule(),
            "What becomes of versions written beside each other: `siblings` keeps all for the reader to merge, `lww`"
                    + " the one with the latest timestamp and loses the others. With the name of a reconciler all are"
                    + " kept, and it merges them for the reader.");
    static final Setting<Duration> LWW_MAX_AHEAD = Setting.of(
            "lww-max-ahead",
            Kinds.duration(Reconciling.LEAST_AHEAD, Reconciling.MOST_AHEAD),
            Reconciling.DEFAULT.lwwMaxAhead(),
            "With `lww`, how far a timestamp may be ahead of the clock of the node that receives it; further ones are"
                    + " refused.");
    static final Setting<String> ENGINE_NAME = Setting.derived(
            "engine",
            Kinds.text(TableName.NAME, "an engine's " + NAME),
            "chosen by `object-size`",
            "Storage engine, by name: `bdbje`, `buffered`, `memory`, `mysql`, or another that is installed. Instead of `object-size`.");
    static final Setting<Long> OBJECT_SIZE = Setting.of(
            "object-size",
            Kinds.size(1, 16 * MIB),
            KIB,
            "Size of a typical object; the engine that suits it best is taken. Instead of `engine`.");
    static final Setting<List<AccessPattern>> ACCESS = Setting.of(
            "access",
            Kinds.list(Kinds.parsed(
                    Stream.of(AccessPattern.values()).map(AccessPattern::text).collect(Collectors.joining(", ")),
                    text -> Stream.of(AccessPattern.values())
                            .filter(pattern -> pattern.text().equals(text))
                            .findFirst(),
                    AccessPattern::text)),
            List.of(),
            "How the table is going to be used; of the engines that suit `object-size`, one that advertises that is"
                    + " taken. Without effect where `engine` is given.");
    static final Setting<Durability> DURABILITY = Setting.of(
            "durability",
            Kinds.choice(Durability.class),
            Durability.PROCESS,
            "What a replica's copy has survived when it is acknowledged: nothing, the death of the process, or a power"
                    + " loss.");
    static final Setting<DurableReplica> DURABLE_REPLICA = Setting.derived(
            "durable-replica",
            Kinds.choice(DurableReplica.class),
            "`process` with `durability` = `memory` and `n` above 1, else `none`",
            "With `durability` = `memory`, what the copy of one replica of each write is to survive all the same; the"
                    + " writer waits for `w` replicas, whichever they are. Without effect where the engine promises"
                    + " nothing but `memory`.");
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
    static final Setting<Optional<Duration>> TTL = Setting.of(
            "ttl",
            Kinds.orNone(Kinds.duration(
                    Duration.ofMillis(TimeToLive.LEAST_MILLIS), Duration.ofMillis(TimeToLive.MOST_MILLIS))),
            Optional.empty(),
            "Time to live: how long after its write a value reads as deleted, unless the write says otherwise. With"
                    + " `none` it lives until it is replaced.");

    /** Of a table, and of the defaults. */
    static final List<Setting<?>> TABLE_SETTINGS = List.of(
            N,
            R,
            W,
            QUORUM,
            PR,
            PW,
            DISTINCT_HOSTS,
            RECONCILE,
            LWW_MAX_AHEAD,
            ENGINE_NAME,
            OBJECT_SIZE,
            ACCESS,
            DURABILITY,
            DURABLE_REPLICA,
            MAX_KEY,
            MAX_VALUE,
            MAX_SIBLINGS,
            TTL);

    private static final Schema TABLE = Schema.of(TABLE_SETTINGS);

    static final Block DEFAULTS = new Block("defaults", TABLE);
    static final Group TABLES = new Group("tables", TableName.NAME, "a table's " + NAME, TABLE);
    static final Group ENGINES = new Group("engines", TableName.NAME, "an engine's " + NAME, Schema.anything());

    static final Schema SCHEMA = Schema.of(List.of(DEFAULTS), List.of(TABLES, ENGINES));

    private InstanceKeys() {}
}
