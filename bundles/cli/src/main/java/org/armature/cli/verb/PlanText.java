package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.protocol.OperatorMessage.NodePlan;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.ThinCopies;
import org.armature.protocol.PlannedChange;

/** A plan, for people and for programs. */
final class PlanText {
    private PlanText() {}

    /**
     * @param ringEpoch at which the ring is now
     * @param shell options that lead to the same node; empty, or with a space at its end
     */
    static List<String> lines(PlanReply plan, long ringEpoch, String shell) {
        boolean isStale = ringEpoch != plan.baseEpoch();
        List<String> lines = new ArrayList<>();
        lines.add("PLAN " + plan.id() + " on ring " + plan.baseEpoch()
                + (isStale ? " (stale: the ring is at epoch " + ringEpoch + " now)" : " (nothing has moved yet)"));
        lines.add("  " + plan.changes().stream().map(PlannedChange::text).collect(Collectors.joining(", ")));
        lines.add("");
        lines.addAll(table(plan).lines());
        lines.add("");
        lines.addAll(figures(plan.figures()));
        if (plan.thin().isEmpty()) {
            lines.add("every key keeps its copies throughout");
        }
        plan.thin().forEach(thin -> lines.add(text(thin)));
        plan.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add("");
        String discard = "discard:  armature plan " + shell + "--drop " + plan.id();
        lines.add(
                isStale
                        ? "it can't be committed any more: make a new plan     " + discard
                        : "commit with:  armature commit " + shell + plan.id() + "     " + discard);
        return lines;
    }

    private static TextTable table(PlanReply plan) {
        TextTable table = new TextTable("NODE", ">WEIGHT", ">TOKENS", ">COPIES", ">RECEIVES", ">SENDS");
        for (NodePlan node : plan.nodes()) {
            table.row(
                    node.node(),
                    node.weight(),
                    fromTo(Figures.count(node.tokensBefore()), Figures.count(node.tokensAfter())),
                    fromTo(copies(node.copiesBefore()), copies(node.copiesAfter())),
                    Figures.bytes(node.bytesIn()),
                    Figures.bytes(node.bytesOut()));
        }
        return table;
    }

    private static String fromTo(String before, String after) {
        return before.equals(after) ? before : before + " -> " + after;
    }

    /** Whole numbers but for strategy 1. */
    private static String copies(double copies) {
        return copies == Math.rint(copies) ? Figures.count((long) copies) : String.format(Locale.ROOT, "%,.1f", copies);
    }

    private static List<String> figures(PlanFigures figures) {
        return List.of(
                "moves " + copies(figures.copies()) + " copies of partitions (" + copies(figures.leastCopies())
                        + " have to, for even shares), " + Figures.bytes(figures.bytes()) + ", about "
                        + duration(figures.seconds()) + " at " + Figures.bytes(figures.bytesPerSecond())
                        + "/s for each node",
                String.format(
                        Locale.ROOT,
                        "balance (mean by highest load, by weight): %.3f -> %.3f",
                        efficiency(figures.efficiencyBefore()),
                        efficiency(figures.efficiencyAfter())));
    }

    private static double efficiency(int millionths) {
        return (double) millionths / PlanFigures.EVEN;
    }

    private static String text(ThinCopies thin) {
        return (thin.lasting() ? "from then on " : "until theirs are made ") + "about " + Figures.count(thin.keys())
                + (thin.keys() == 1 ? " key" : " keys") + ", in " + Figures.count(thin.pieces())
                + (thin.pieces() == 1 ? " part" : " parts") + " of the ring, " + (thin.keys() == 1 ? "has " : "have ")
                + thin.copies() + " of " + thin.n() + " copies: " + thin.why();
    }

    /** {@code 12 s}, {@code 3 min}, {@code 2.5 h}. */
    static String duration(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200
                ? Math.round(seconds / 60.0) + " min"
                : String.format(Locale.ROOT, "%,.1f h", seconds / 3_600.0);
    }

    static Json json(PlanReply plan) {
        PlanFigures figures = plan.figures();
        return new Json()
                .with("plan", plan.id())
                .with("baseEpoch", plan.baseEpoch())
                .with(
                        "changes",
                        plan.changes().stream().map(PlannedChange::text).toList())
                .with("refusals", plan.refusals())
                .with("n", figures.n())
                .with("pieces", figures.pieces())
                .with("copiesMoved", figures.copies())
                .with("copiesMovedAtLeast", figures.leastCopies())
                .with("moves", figures.moves())
                .with("bytes", figures.bytes())
                .with("seconds", figures.seconds())
                .with("bytesPerSecond", figures.bytesPerSecond())
                .with("balanceBefore", efficiency(figures.efficiencyBefore()))
                .with("balanceAfter", efficiency(figures.efficiencyAfter()))
                .with("nodes", plan.nodes().stream().map(PlanText::json).toList())
                .with("fewerCopies", plan.thin().stream().map(PlanText::json).toList())
                .with("warnings", plan.warnings());
    }

    private static Json json(NodePlan node) {
        return new Json()
                .with("node", node.node())
                .with("weight", node.weight())
                .with("tokensBefore", node.tokensBefore())
                .with("tokensAfter", node.tokensAfter())
                .with("copiesBefore", node.copiesBefore())
                .with("copiesAfter", node.copiesAfter())
                .with("bytesIn", node.bytesIn())
                .with("bytesOut", node.bytesOut());
    }

    private static Json json(ThinCopies thin) {
        return new Json()
                .with("n", thin.n())
                .with("pieces", thin.pieces())
                .with("aboutKeys", thin.keys())
                .with("copies", thin.copies())
                .with("lasting", thin.lasting())
                .with("why", thin.why());
    }
}
