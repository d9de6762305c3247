package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.protocol.ReceiptMessage.NodeReaping;
import org.armature.protocol.ReceiptMessage.PartitionReaping;
import org.armature.protocol.ReceiptMessage.ReapingsTold;

/** How the removal of deleted data stands, for people and for programs. */
final class ReapingText {
    private ReapingText() {}

    static List<String> lines(ReapingsTold told) {
        TextTable table =
                new TextTable("NODE", ">EPOCH", ">ROUNDS", ">REAPED", ">SHORTENED", ">ROUNDS OPEN", ">KEYS OF THEM");
        told.nodes().stream()
                .sorted(Comparator.comparing(NodeReaping::node))
                .forEach(each -> table.row(
                        each.node(),
                        each.settled(),
                        Figures.count(each.rounds()),
                        Figures.count(each.reaped()),
                        Figures.count(each.pruned()),
                        Figures.count(each.openRounds()),
                        Figures.count(each.openKeys())));
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(partitions(told));
        told.nodes().forEach(each -> each.causes().forEach(cause -> lines.add(each.node() + ": " + cause)));
        told.silent().forEach(node -> lines.add("warning: " + node + " did not answer"));
        return lines;
    }

    private static List<String> partitions(ReapingsTold told) {
        if (told.partitions().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable(
                ">PARTITION", "NODE", ">RAISED", ">SETTLED", ">ROUNDS", ">REAPED", ">SHORTENED", ">KEYS OPEN", "CAUSE");
        told.partitions().stream()
                .sorted(Comparator.comparingInt(PartitionReaping::partition).thenComparing(PartitionReaping::node))
                .forEach(each -> table.row(
                        each.partition(),
                        each.node(),
                        each.raised(),
                        each.settled(),
                        Figures.count(each.rounds()),
                        Figures.count(each.reaped()),
                        Figures.count(each.pruned()),
                        Figures.count(each.openKeys()),
                        each.cause()));
        return table.lines();
    }

    static Json json(ReapingsTold told) {
        return new Json()
                .with("nodes", told.nodes().stream().map(ReapingText::json).toList())
                .with(
                        "partitions",
                        told.partitions().stream().map(ReapingText::json).toList())
                .with("silent", told.silent());
    }

    private static Json json(NodeReaping node) {
        return new Json()
                .with("node", node.node())
                .with("settledEpoch", node.settled())
                .with("rounds", node.rounds())
                .with("reaped", node.reaped())
                .with("pruned", node.pruned())
                .with("openRounds", node.openRounds())
                .with("openKeys", node.openKeys())
                .with("causes", node.causes());
    }

    private static Json json(PartitionReaping partition) {
        return new Json()
                .with("node", partition.node())
                .with("partition", partition.partition())
                .with("raisedEpoch", partition.raised())
                .with("settledEpoch", partition.settled())
                .with("rounds", partition.rounds())
                .with("reaped", partition.reaped())
                .with("pruned", partition.pruned())
                .with("openKeys", partition.openKeys())
                .with("cause", partition.cause());
    }
}
