package org.armature.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.membership.DetectorSettings;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.HintSettings;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Ring;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.NodeSettings;
import org.armature.storage.Durability;

/** Draws what a cluster is like: its ring, its tables, its nodes' settings. */
final class Cluster {
    private static final int MOST_TABLES = 2;
    private static final int MAX_KEY_BYTES = 1_024;
    private static final int MAX_VALUE_BYTES = 100_000;
    private static final int MAX_SIBLINGS = 50;

    private Cluster() {}

    static Ring ring(int nodes, int partitions) {
        SortedMap<NodeId, Member> members = new TreeMap<>();
        for (int number = 0; number < nodes; number++) {
            NodeId id = NodeNames.of(number);
            members.put(id, new Member(id, id + ":1", id + ":2", id.name(), "z", 1));
        }
        return new Ring(1, Placement.of(members.values(), partitions).tokens(), members);
    }

    static List<TableSpec> tables(Options options) {
        List<TableSpec> tables = new ArrayList<>();
        long count = options.between("tables", 1, MOST_TABLES);
        for (int i = 0; i < MOST_TABLES; i++) {
            String name = "table" + i;
            String[] quorum = options.oneOf(
                            name + ".nrw", "3/2/2", "3/2/2", "3/2/2", "3/1/3", "3/1/2", "3/3/1", "3/1/1")
                    .split("/", -1);
            boolean strict = options.chance(name + ".strict", 250);
            tables.add(new TableSpec(
                    new TableName("sim", name),
                    new TableSpec.Quorums(
                            Integer.parseInt(quorum[0]),
                            Integer.parseInt(quorum[1]),
                            Integer.parseInt(quorum[2]),
                            0,
                            0,
                            0,
                            strict),
                    options.chance(name + ".forced", 400) ? Durability.DISK : Durability.PROCESS,
                    new TableSpec.Limits(MAX_KEY_BYTES, MAX_VALUE_BYTES, MAX_SIBLINGS),
                    Reconciliation.SIBLINGS));
        }
        return tables.subList(0, (int) count);
    }

    static NodeSettings settings(Options options, Ring ring, List<TableSpec> tables) {
        SortedMap<TableName, TableSpec> byName = new TreeMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return new NodeSettings(
                ring,
                byName,
                (int) options.between("shards", 1, 3),
                (int) options.oneOf("max-calls", 1_000L, 1_000L, 20L),
                new HintSettings(options.oneOf("hint-bytes", 1L << 30, 1L << 30, 10_000L), (int)
                        options.oneOf("hints-per-second", 2_000L, 2_000L, 50L)),
                DetectorSettings.DEFAULT,
                options.chance("storage-on-loop", 500));
    }
}
