package org.armature.simulator.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.armature.membership.DetectorSettings;
import org.armature.model.TableName;
import org.armature.node.ExchangeSettings;
import org.armature.node.HintSettings;
import org.armature.node.ReapingSettings;
import org.armature.node.TransferSettings;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.NodeSettings;
import org.armature.simulator.workload.KnownTable;
import org.armature.storage.Durability;

/** Draws what a cluster is like: its ring, its tables, its nodes' settings. */
public final class Cluster {
    private static final int MOST_TABLES = 2;
    private static final int MAX_KEY_BYTES = 1_024;
    private static final int MAX_VALUE_BYTES = 100_000;
    private static final int MAX_SIBLINGS = 50;

    private Cluster() {}

    /** As an operator would make it of these, by strategy 3. */
    public static Ring ring(List<Member> members, int partitions) {
        return Founding.ring(Strategy.EQUAL_PARTITIONS, members, partitions, 1, Placement.USUAL_SPREAD);
    }

    static Ring ring(Options options, int nodes) {
        int partitions = (int) options.oneOf("partitions", 8L, 16L, 32L);
        Strategy strategy = Strategy.of((int) options.oneOf("strategy", 3L, 3L, 3L, 3L, 1L, 2L));
        return ring(strategy, nodes, partitions, (int) options.oneOf("tokens", 4L, 12L, 40L));
    }

    /** @param tokens of each node, in strategies 1 and 2 */
    private static Ring ring(Strategy strategy, int nodes, int partitions, int tokens) {
        List<Member> members = IntStream.range(0, nodes)
                .mapToObj(NodeNames::of)
                .map(NodeNames::member)
                .toList();
        return Founding.ring(strategy, members, partitions, tokens, Placement.USUAL_SPREAD);
    }

    static List<KnownTable> tables(Options options) {
        List<KnownTable> tables = new ArrayList<>();
        long count = options.between("tables", 1, MOST_TABLES);
        for (int number = 0; number < MOST_TABLES; number++) {
            tables.add(table(options, "table" + number));
        }
        return tables.subList(0, (int) count);
    }

    /** Quorums as the paper and its users choose them; a register needs those that meet. */
    private static KnownTable table(Options options, String name) {
        KnownTable.Use use = KnownTable.Use.valueOf(options.oneOf(
                        name + ".use",
                        "siblings",
                        "siblings",
                        "siblings",
                        "siblings",
                        "siblings",
                        "siblings",
                        "last_write_wins",
                        "register")
                .toUpperCase(Locale.ROOT));
        String[] numbers = options.oneOf(
                        name + ".nrw", "3/2/2", "3/2/2", "3/2/2", "3/1/3", "3/1/2", "3/3/1", "3/1/1", "1/1/1", "5/3/3")
                .split("/", -1);
        boolean strict = options.chance(name + ".strict", 250);
        Durability durability = Durability.valueOf(
                options.oneOf(name + ".durability", "disk", "disk", "process", "process", "process", "memory")
                        .toUpperCase(Locale.ROOT));
        long maxAhead = options.oneOf(name + ".max-ahead-ms", 60_000L, 1_000L, 120_000L);
        boolean register = use == KnownTable.Use.REGISTER;
        TableSpec.Quorums quorums = new TableSpec.Quorums(
                register ? 3 : Integer.parseInt(numbers[0]),
                register ? 2 : Integer.parseInt(numbers[1]),
                register ? 2 : Integer.parseInt(numbers[2]),
                0,
                0,
                0,
                register || strict);
        TableSpec spec = new TableSpec(
                new TableName("sim", name),
                quorums,
                register ? Durability.DISK : durability,
                oneDurable(options, name, quorums.n(), register ? Durability.DISK : durability),
                new TableSpec.Limits(MAX_KEY_BYTES, MAX_VALUE_BYTES, MAX_SIBLINGS),
                use == KnownTable.Use.SIBLINGS ? Reconciliation.SIBLINGS : Reconciliation.byStamp(maxAhead),
                Optional.empty());
        return new KnownTable(spec, use);
    }

    /** Where replicas acknowledge from memory, one of them mostly does not. */
    private static Optional<Durability> oneDurable(Options options, String name, int n, Durability durability) {
        String drawn = options.oneOf(name + ".durable-replica", "process", "process", "disk", "none");
        return durability != Durability.MEMORY || n == 1 || drawn.equals("none")
                ? Optional.empty()
                : Optional.of(Durability.valueOf(drawn.toUpperCase(Locale.ROOT)));
    }

    /** Another configuration of the same cluster, as after an upgrade of one node. */
    static NodeSettings changed(NodeSettings settings, SplittableRandom random) {
        return new NodeSettings(
                settings.ring(),
                settings.tables(),
                1 + random.nextInt(4),
                random.nextBoolean() ? settings.maxCalls() : 50,
                new HintSettings(settings.hints().maxBytes(), 20 + random.nextInt(2_000)),
                settings.transfers(),
                settings.exchanges(),
                settings.reaping(),
                settings.detector(),
                random.nextBoolean());
    }

    static NodeSettings settings(Options options, Ring ring, List<KnownTable> tables) {
        SortedMap<TableName, TableSpec> byName = new TreeMap<>();
        tables.forEach(table -> byName.put(table.name(), table.spec()));
        return new NodeSettings(
                ring,
                byName,
                (int) options.between("shards", 1, 3),
                (int) options.oneOf("max-calls", 1_000L, 1_000L, 20L),
                new HintSettings(options.oneOf("hint-bytes", 1L << 30, 1L << 30, 10_000L), (int)
                        options.oneOf("hints-per-second", 2_000L, 2_000L, 50L)),
                new TransferSettings(
                        options.oneOf("transfer-bytes", 1L << 24, 1L << 24, 2_000L),
                        (int) options.oneOf("transfer-share", 100L, 100L, 10L),
                        (int) options.oneOf("transfers-at-once", 1L, 2L, 8L)),
                new ExchangeSettings(options.oneOf("exchange-ms", 2_000L, 2_000L, 5_000L, 0L)),
                new ReapingSettings(
                        options.oneOf("reaping-ms", 2_000L, 2_000L, 5_000L, 20_000L, 0L),
                        options.oneOf("reaping-look-through-ms", 1_000L, 5_000L),
                        (int) options.oneOf("vector-entries", 2L, 4L, 10L)),
                new DetectorSettings(
                        Duration.ofMillis(options.oneOf("ping-ms", 500L, 500L, 100L)),
                        Duration.ofMillis(options.oneOf("suspect-ms", 2_000L, 2_000L, 500L)),
                        DetectorSettings.DEFAULT.slowAfter()),
                options.chance("storage-on-loop", 500));
    }
}
