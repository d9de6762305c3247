package org.armature.cli.verb;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.MigrationsReply;

/** Moves of tables between engines, for people and for programs. */
final class MigrationText {
    static final String NONE = "no table is being moved, and each is kept by the engine it is configured for";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private MigrationText() {}

    // ---- plans

    static List<String> lines(List<MigrationPlan> plans) {
        TextTable table =
                new TextTable("NODE", "TABLE", "FROM", "TO", ">ENTRIES", ">BYTES", ">NEEDS", ">FREE", ">AT LEAST");
        for (MigrationPlan plan : plans) {
            table.row(
                    plan.node(),
                    plan.table(),
                    plan.from(),
                    plan.to(),
                    Figures.count(plan.entries()),
                    Figures.bytes(plan.bytes()),
                    Figures.bytes(plan.needBytes()),
                    plan.freeBytes() < 0 ? "not known" : Figures.bytes(plan.freeBytes()),
                    PlanText.duration(plan.seconds()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        plans.stream().flatMap(plan -> plan.costs().stream()).distinct().forEach(lines::add);
        for (MigrationPlan plan : plans) {
            plan.refusals().forEach(refusal -> lines.add(plan.node() + " refuses: " + refusal));
        }
        return lines;
    }

    static Json plans(List<MigrationPlan> plans) {
        return new Json().with("plans", plans.stream().map(MigrationText::json).toList());
    }

    private static Json json(MigrationPlan plan) {
        return new Json()
                .with("node", plan.node())
                .with("table", plan.table())
                .with("from", plan.from())
                .with("to", plan.to())
                .with("entries", plan.entries())
                .with("bytes", plan.bytes())
                .with("needBytes", plan.needBytes())
                .with("freeBytes", plan.freeBytes() < 0 ? null : plan.freeBytes())
                .with("seconds", plan.seconds())
                .with("costs", plan.costs())
                .with("refusals", plan.refusals());
    }

    // ---- how they stand

    static List<String> lines(MigrationsReply reply, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        if (reply.migrations().isEmpty()) {
            lines.add(NONE);
        } else {
            TextTable table =
                    new TextTable("NODE", "TABLE", "FROM", "TO", "SERVED BY", "STAGE", ">EQUAL", "KEPT UNTIL", "TASK");
            for (Migration move : reply.migrations()) {
                table.row(
                        move.node(),
                        move.table(),
                        move.from(),
                        move.to(),
                        move.serving(),
                        move.stage(),
                        move.stores() == 0 ? "" : move.equalStores() + "/" + move.stores(),
                        move.keptUntilMillis() == 0 ? "" : time(move.keptUntilMillis(), zone),
                        move.task());
            }
            lines.addAll(table.lines());
        }
        reply.migrations().stream()
                .filter(move -> !move.cause().isEmpty())
                .forEach(move -> lines.add(move.node() + " " + move.table() + ": " + move.cause()));
        reply.silent().forEach(node -> lines.add("warning: " + node + " did not answer"));
        return lines;
    }

    private static String time(long millis, ZoneId zone) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    static Json json(MigrationsReply reply) {
        return new Json()
                .with(
                        "migrations",
                        reply.migrations().stream().map(MigrationText::json).toList())
                .with("silent", reply.silent());
    }

    private static Json json(Migration move) {
        return new Json()
                .with("node", move.node())
                .with("table", move.table())
                .with("from", move.from())
                .with("to", move.to())
                .with("serving", move.serving())
                .with("stage", move.stage())
                .with("task", move.task().isEmpty() ? null : move.task())
                .with("equalStores", move.equalStores())
                .with("stores", move.stores())
                .with("keptUntilMillis", move.keptUntilMillis() == 0 ? null : move.keptUntilMillis())
                .with("cause", move.cause());
    }
}
