package org.armature.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.ExchangeReport;
import org.armature.node.TreesReport;
import org.armature.protocol.RepairOrderMessage.NodeTrees;
import org.armature.protocol.RepairOrderMessage.PartitionComparison;
import org.armature.protocol.RepairOrderMessage.TableComparisons;

/** What a node's shards tell of their comparisons with other owners, as operators are told. */
final class RepairStates {
    /** Of one table, several nodes can wait for as many things as there are partitions. */
    private static final int MOST_CAUSES = 8;

    private RepairStates() {}

    static NodeTrees trees(NodeId self, List<TreesReport> shards) {
        Set<String> causes = new LinkedHashSet<>();
        int unknown = 0;
        int doubtful = 0;
        for (TreesReport shard : shards) {
            unknown += shard.unknown();
            doubtful += shard.doubtful();
            causes.add(shard.cause());
        }
        causes.remove("");
        return new NodeTrees(self, unknown, doubtful, String.join("; ", causes));
    }

    static List<TableComparisons> tables(NodeId self, List<ExchangeReport> reports, long nowNanos) {
        SortedMap<TableName, List<ExchangeReport>> byTable = new TreeMap<>();
        reports.forEach(report -> byTable.computeIfAbsent(report.table(), absent -> new ArrayList<>())
                .add(report));
        List<TableComparisons> tables = new ArrayList<>();
        byTable.forEach((table, ofTable) -> tables.add(table(self, table, ofTable, nowNanos)));
        return tables;
    }

    private static TableComparisons table(NodeId self, TableName table, List<ExchangeReport> reports, long nowNanos) {
        int never = 0;
        long differing = 0;
        long allDiffering = 0;
        long repaired = 0;
        OptionalLong oldest = OptionalLong.empty();
        Set<String> causes = new LinkedHashSet<>();
        for (ExchangeReport report : reports) {
            OptionalLong ago = ago(report, nowNanos);
            never += ago.isEmpty() ? 1 : 0;
            if (ago.isPresent() && ago.getAsLong() >= oldest.orElse(0)) {
                oldest = ago;
            }
            differing += report.differing();
            allDiffering += report.allDiffering();
            repaired += report.repaired();
            if (!report.cause().isEmpty() && causes.size() < MOST_CAUSES) {
                causes.add(report.cause());
            }
        }
        return new TableComparisons(
                self, table, reports.size(), never, oldest, differing, allDiffering, repaired, List.copyOf(causes));
    }

    static List<PartitionComparison> partitions(NodeId self, List<ExchangeReport> reports, long nowNanos) {
        return reports.stream()
                .map(report -> new PartitionComparison(
                        self,
                        report.table(),
                        report.partition(),
                        report.peer(),
                        ago(report, nowNanos),
                        report.compared(),
                        report.differing(),
                        report.allDiffering(),
                        report.repaired(),
                        report.cause()))
                .toList();
    }

    private static OptionalLong ago(ExchangeReport report, long nowNanos) {
        return report.compared() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, TimeUnit.NANOSECONDS.toMillis(nowNanos - report.comparedNanos())));
    }
}
