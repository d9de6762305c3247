package org.armature.cli.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.local.Installation;
import org.armature.client.AdminClient;
import org.armature.config.Check;
import org.armature.config.CheckReport;
import org.armature.config.SingleNode;
import org.armature.config.Surroundings;
import org.armature.config.problem.InvalidConfig;
import org.armature.demo.process.NodeCommand;
import org.armature.demo.process.NodeFailed;
import org.armature.demo.process.NodePorts;
import org.armature.demo.process.NodeProcess;
import org.armature.demo.screen.Figures;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message.StatusReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the node of this installation. */
@Command(
        name = "start",
        description = "Starts a node in the background and returns when it answers.",
        footer = {
            "",
            "Without any configuration it makes a cluster of this one node with a table to try, and says so.",
            "Heap: ARMATURE_HEAP, such as 512m. Under a service manager use --foreground."
        })
public final class StartVerb implements Callable<Integer> {
    private static final String CONSOLE_LOG = "console.log";

    private final Streams streams;
    private final Connections connections;

    @Mixin
    private LocalOptions local;

    @Option(names = "--foreground", description = "Stay in the foreground until the node ends.")
    private boolean foreground;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long it may take to answer. Default: 60s.",
            converter = TimeConverter.class)
    private Duration limit = Duration.ofSeconds(60);

    public StartVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = local.installation();
        Optional<ProcessHandle> running = installation.process();
        if (running.isPresent()) {
            streams.out()
                    .println("a node runs on " + installation.data() + " already (pid "
                            + running.get().pid() + "); armature status tells more");
            return ExitCode.OK;
        }
        configure(installation.etc());
        Path log = logDirectory(installation.data());
        NodeCommand command = new NodeCommand(
                installation.home(),
                installation.etc(),
                installation.data(),
                Optional.empty(),
                log.resolve(CONSOLE_LOG),
                Map.of(),
                !foreground);
        streams.out().flush();
        return foreground ? command.runInForeground() : startInBackground(command, installation);
    }

    /** Makes a single node's files if there are none; refuses what a node would refuse, before one is started. */
    private void configure(Path etc) {
        if (SingleNode.isUnconfigured(etc)) {
            streams.out().println(SingleNode.write(etc, new SecureRandom()).sentence());
            return;
        }
        CheckReport report = Check.run(etc, Surroundings.ofProcess(), List.of());
        report.warnings().forEach(warning -> streams.out().println("warning: " + warning));
        if (!report.isValid()) {
            throw new InvalidConfig(report.problems());
        }
    }

    private static Path logDirectory(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return Files.createDirectories(data.resolve("log"));
    }

    private int startInBackground(NodeCommand command, Installation installation)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Files.deleteIfExists(command.output()); // of an earlier start, whose errors are not this one's
        NodeProcess process = command.start();
        NodePorts ports;
        try {
            ports = process.awaitReady(limit);
        } catch (NodeFailed e) {
            throw process.isAlive() ? stillStarting(process, installation) : failed(e);
        }
        StatusReply status = status(ports);
        streams.out()
                .println("node " + status.node() + " of cluster " + status.clusterName() + " answers after "
                        + Figures.seconds(System.nanoTime() - began) + " (pid " + ports.pid() + ")");
        streams.out()
                .println("  clients " + ports.client() + ", operators " + ports.admin() + ", peers " + ports.peer());
        streams.out()
                .println("  data " + installation.data() + ", log "
                        + installation.data().resolve("log").resolve("armature.log"));
        status.warnings().forEach(warning -> streams.out().println("warning: " + warning));
        NextSteps.lines(status, ports, local.isElsewhere(), local.shell()).forEach(streams.out()::println);
        streams.out().flush();
        return ExitCode.OK;
    }

    private StatusReply status(NodePorts ports) {
        try (AdminClient admin = connections.admin(ports.admin(), limit)) {
            return admin.status();
        }
    }

    /** A node that can't start says why, with a code; that is the error, and nothing needs to be added. */
    private static CommandFailed failed(NodeFailed e) {
        List<String> told = e.getMessage().lines().map(String::strip).toList();
        int first = 0;
        while (first < told.size() && !told.get(first).startsWith("ARM-")) {
            first++;
        }
        return first < told.size()
                ? CommandFailed.toldBy(String.join("\n  ", told.subList(first, told.size())))
                : new CommandFailed(
                        ErrorCode.UNAVAILABLE, "the node " + e.getMessage() + "\n  What is stored is as it was.");
    }

    private static CommandFailed stillStarting(NodeProcess process, Installation installation) {
        return new CommandFailed(
                ErrorCode.UNAVAILABLE,
                "the node (pid " + process.pid() + ") does not answer yet and goes on starting; what is stored is as it"
                        + " was. See " + installation.data().resolve("log").resolve("armature.log")
                        + ", or end it with `armature stop`.");
    }
}
