package org.armature.cli.verb;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.armature.cli.CommandFailed;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.local.Installation;
import org.armature.demo.screen.Figures;
import org.armature.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the node of this installation. */
@Command(
        name = "stop",
        description = "Stops the node that runs on this installation's data, and waits until it has.",
        footer = {"", "Ends with 0 as well if none runs. Never ends a process that is no node of this directory."})
public final class StopVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private LocalOptions local;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for its end. Default: 40s.",
            converter = TimeConverter.class)
    private Duration limit = Duration.ofSeconds(40);

    public StopVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = local.installation();
        Optional<ProcessHandle> node = installation.process();
        if (node.isEmpty()) {
            streams.out().println("no node runs on " + installation.data());
            return ExitCode.OK;
        }
        long began = System.nanoTime();
        node.get().destroy();
        awaitEnd(node.get(), installation);
        streams.out()
                .println("stopped (pid " + node.get().pid() + ") in " + Figures.seconds(System.nanoTime() - began));
        return ExitCode.OK;
    }

    private void awaitEnd(ProcessHandle node, Installation installation) throws InterruptedException {
        try {
            node.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailed(
                    ErrorCode.UNAVAILABLE,
                    "the node (pid " + node.pid() + ") was told to stop and has not ended after " + limit.toSeconds()
                            + " s. What it acknowledged is stored; " + installation.data()
                            + "/log/armature.log says what it is at.");
        } catch (ExecutionException e) {
            throw new AssertionError("the end of a process can't fail", e);
        }
    }
}
