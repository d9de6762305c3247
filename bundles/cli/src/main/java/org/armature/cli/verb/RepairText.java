package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.model.TableName;
import org.armature.protocol.RepairOrderMessage.NodeTrees;
import org.armature.protocol.RepairOrderMessage.PartitionComparison;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import org.armature.protocol.RepairOrderMessage.TableComparisons;

/** When replicas were compared, for people and for programs. */
final class RepairText {
    static final String NONE = "no table has replicas to compare";

    private static final String NEVER = "never";

    private RepairText() {}

    /** What all nodes say of a table. */
    private static final class Sum {
        private int comparisons;
        private int never;
        private long oldestMillis = -1;
        private long differing;
        private long allDiffering;
        private long repaired;
        private final Set<String> causes = new LinkedHashSet<>();

        void add(TableComparisons each) {
            comparisons += each.comparisons();
            never += each.never();
            oldestMillis = Math.max(oldestMillis, each.oldestMillis().orElse(-1));
            differing += each.differing();
            allDiffering += each.allDiffering();
            repaired += each.repaired();
            each.causes().forEach(cause -> causes.add(each.node() + " " + each.table() + ": " + cause));
        }

        OptionalLong oldest() {
            return oldestMillis < 0 ? OptionalLong.empty() : OptionalLong.of(oldestMillis);
        }
    }

    private static SortedMap<TableName, Sum> sums(RepairStatus status) {
        SortedMap<TableName, Sum> sums = new TreeMap<>();
        status.tables().forEach(each -> sums.computeIfAbsent(each.table(), absent -> new Sum())
                .add(each));
        return sums;
    }

    static List<String> lines(RepairStatus status, boolean everyPartition) {
        List<String> lines = new ArrayList<>();
        SortedMap<TableName, Sum> sums = sums(status);
        lines.addAll(sums.isEmpty() ? List.of(NONE) : tables(sums));
        if (everyPartition) {
            lines.addAll(partitions(status));
        } else {
            sums.values().forEach(sum -> lines.addAll(sum.causes));
        }
        status.trees().forEach(trees -> lines.addAll(lines(trees)));
        status.silent().forEach(node -> lines.add("warning: " + node + " did not answer"));
        return lines;
    }

    private static List<String> tables(SortedMap<TableName, Sum> sums) {
        TextTable table =
                new TextTable("TABLE", ">COMPARISONS", ">NEVER YET", ">OLDEST", ">DIFFERING", ">IN ALL", ">REPAIRED");
        sums.forEach((name, sum) -> table.row(
                name,
                Figures.count(sum.comparisons),
                Figures.count(sum.never),
                ago(sum.oldest()),
                Figures.count(sum.differing),
                Figures.count(sum.allDiffering),
                Figures.count(sum.repaired)));
        return table.lines();
    }

    private static List<String> partitions(RepairStatus status) {
        TextTable table = new TextTable(
                ">PARTITION", "NODE", "WITH", ">AGO", ">TIMES", ">DIFFERING", ">IN ALL", ">REPAIRED", "CAUSE");
        status.partitions().stream()
                .sorted(Comparator.comparingInt(PartitionComparison::partition)
                        .thenComparing(PartitionComparison::node)
                        .thenComparing(PartitionComparison::peer))
                .forEach(each -> table.row(
                        each.partition(),
                        each.node(),
                        each.peer(),
                        ago(each.agoMillis()),
                        Figures.count(each.compared()),
                        Figures.count(each.differing()),
                        Figures.count(each.allDiffering()),
                        Figures.count(each.repaired()),
                        each.cause()));
        return table.lines();
    }

    private static List<String> lines(NodeTrees trees) {
        List<String> lines = new ArrayList<>();
        if (trees.unknown() > 0) {
            lines.add(trees.node() + ": " + Figures.count(trees.unknown()) + " hash trees are being worked out"
                    + (trees.cause().isEmpty() ? "" : ": " + trees.cause()));
        }
        if (trees.doubtful() > 0) {
            lines.add(
                    trees.node() + ": " + Figures.count(trees.doubtful())
                            + " places may lack what it had acknowledged, until they were compared with all their other owners");
        }
        return lines;
    }

    private static String ago(OptionalLong millis) {
        return millis.isEmpty()
                ? NEVER
                : PlanText.duration(TimeUnit.MILLISECONDS.toSeconds(millis.getAsLong())) + " ago";
    }

    static Json json(RepairStatus status) {
        return new Json()
                .with("tables", status.tables().stream().map(RepairText::json).toList())
                .with(
                        "partitions",
                        status.partitions().stream().map(RepairText::json).toList())
                .with(
                        "trees",
                        status.trees().stream()
                                .map(trees -> new Json()
                                        .with("node", trees.node())
                                        .with("unknown", trees.unknown())
                                        .with("doubtful", trees.doubtful())
                                        .with("cause", trees.cause()))
                                .toList())
                .with("silent", status.silent());
    }

    private static Json json(TableComparisons table) {
        return new Json()
                .with("node", table.node())
                .with("table", table.table())
                .with("comparisons", table.comparisons())
                .with("never", table.never())
                .with("oldestMillis", boxed(table.oldestMillis()))
                .with("differing", table.differing())
                .with("allDiffering", table.allDiffering())
                .with("repaired", table.repaired())
                .with("causes", table.causes());
    }

    private static Json json(PartitionComparison comparison) {
        return new Json()
                .with("node", comparison.node())
                .with("table", comparison.table())
                .with("partition", comparison.partition())
                .with("peer", comparison.peer())
                .with("agoMillis", boxed(comparison.agoMillis()))
                .with("compared", comparison.compared())
                .with("differing", comparison.differing())
                .with("allDiffering", comparison.allDiffering())
                .with("repaired", comparison.repaired())
                .with("cause", comparison.cause());
    }

    private static Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
