package org.armature.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.armature.bench.BenchCommand;
import org.armature.bench.background.BackgroundCommand;
import org.armature.bench.deletes.DeletesCommand;
import org.armature.bench.faults.FaultsCommand;
import org.armature.bench.growth.GrowthCommand;
import org.armature.bench.migrate.MigrateCommand;
import org.armature.bench.repair.RepairCommand;
import org.armature.bench.swap.SwapCommand;
import org.armature.cli.verb.BackgroundVerb;
import org.armature.cli.verb.CheckHistoryVerb;
import org.armature.cli.verb.CheckVerb;
import org.armature.cli.verb.CommitVerb;
import org.armature.cli.verb.CompareVerb;
import org.armature.cli.verb.ConfigVerb;
import org.armature.cli.verb.DeleteVerb;
import org.armature.cli.verb.DemoVerb;
import org.armature.cli.verb.EngineExplainVerb;
import org.armature.cli.verb.EngineVerb;
import org.armature.cli.verb.GetVerb;
import org.armature.cli.verb.GrantVerb;
import org.armature.cli.verb.HelpVerb;
import org.armature.cli.verb.InitVerb;
import org.armature.cli.verb.JoinVerb;
import org.armature.cli.verb.MigrateVerb;
import org.armature.cli.verb.MigrationsVerb;
import org.armature.cli.verb.PlanVerb;
import org.armature.cli.verb.PutVerb;
import org.armature.cli.verb.ReapingVerb;
import org.armature.cli.verb.ReceiptVerb;
import org.armature.cli.verb.RepairStatusVerb;
import org.armature.cli.verb.RepairVerb;
import org.armature.cli.verb.RingVerb;
import org.armature.cli.verb.StartVerb;
import org.armature.cli.verb.StatusVerb;
import org.armature.cli.verb.StopVerb;
import org.armature.cli.verb.TasksVerb;
import org.armature.cli.verb.VerifyVerb;
import org.armature.cli.verb.VersionVerb;
import org.armature.simulator.command.SimulateCommand;
import picocli.CommandLine;

/** The verbs by name, in the order in which help lists them. */
final class Verbs {
    private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

    Verbs(Streams streams, Connections connections) {
        byName.put("demo", () -> new DemoVerb(streams));
        byName.put("init", () -> new InitVerb(streams));
        byName.put("start", () -> new StartVerb(streams, connections));
        byName.put("stop", () -> new StopVerb(streams));
        byName.put("status", () -> new StatusVerb(streams, connections));
        byName.put("grant", () -> new GrantVerb(streams, connections));
        byName.put("join", () -> new JoinVerb(streams, connections));
        byName.put("plan", () -> new PlanVerb(streams, connections));
        byName.put("commit", () -> new CommitVerb(streams, connections));
        byName.put("tasks", () -> new TasksVerb(streams, connections));
        byName.put("engine", () -> new CommandLine(new EngineVerb(streams, connections))
                .addSubcommand(new EngineExplainVerb(streams, connections))
                .addSubcommand(new MigrateVerb(streams, connections))
                .addSubcommand(new MigrationsVerb(streams, connections))
                .addSubcommand(new VerifyVerb(streams, connections)));
        byName.put("repair", () -> new CommandLine(new RepairVerb(streams, connections))
                .addSubcommand(new RepairStatusVerb(streams, connections)));
        byName.put("verify", () -> new CompareVerb(streams, connections));
        byName.put("background", () -> new BackgroundVerb(streams, connections));
        byName.put("config", () -> new ConfigVerb(streams, connections));
        byName.put("get", () -> new GetVerb(streams, connections));
        byName.put("put", () -> new PutVerb(streams, connections));
        byName.put("delete", () -> new DeleteVerb(streams, connections));
        byName.put("receipt", () -> new ReceiptVerb(streams, connections));
        byName.put("reaping", () -> new ReapingVerb(streams, connections));
        byName.put("ring", () -> new RingVerb(streams, connections));
        byName.put("check", () -> new CheckVerb(streams));
        byName.put("check-history", () -> new CheckHistoryVerb(streams));
        byName.put("bench", () -> new CommandLine(new BenchCommand())
                .addSubcommand(new GrowthCommand())
                .addSubcommand(new SwapCommand())
                .addSubcommand(new MigrateCommand())
                .addSubcommand(new RepairCommand())
                .addSubcommand(new BackgroundCommand())
                .addSubcommand(new DeletesCommand()));
        byName.put("simulate", SimulateCommand::new);
        byName.put("faults", FaultsCommand::new);
        byName.put("version", () -> new VersionVerb(streams));
        byName.put("help", () -> new HelpVerb(streams));
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Adds the verb asked for alone, since reading the annotations of all takes time; all, if it is help or empty. */
    void addTo(CommandLine command, String verb) {
        if (!verb.isEmpty() && !verb.equals("help")) {
            command.addSubcommand(verb, byName.get(verb).get());
        } else {
            byName.forEach((name, maker) -> command.addSubcommand(name, maker.get()));
        }
    }
}
