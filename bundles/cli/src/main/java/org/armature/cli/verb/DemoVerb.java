package org.armature.cli.verb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.CommandFailed;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.local.Installation;
import org.armature.cli.output.Terminal;
import org.armature.demo.Demo;
import org.armature.demo.DemoOptions;
import org.armature.demo.process.NodeFailed;
import org.armature.demo.screen.Screen;
import org.armature.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Three nodes on this machine and a tour through what they promise. */
@Command(
        name = "demo",
        description =
                "Starts three nodes on this machine, loads a sample shop, shows siblings, kills a node while clients"
                        + " write, and checks that nothing acknowledged was lost.",
        footer = {
            "",
            "On a terminal it then leaves a prompt. Ends with 0 only if every check held. Its data is deleted at the end."
        })
public final class DemoVerb implements Callable<Integer> {
    private final Streams streams;

    @Option(names = "--tour", description = "The tour alone, without the prompt; also if this is no terminal.")
    private boolean tour;

    @Option(names = "--keep", description = "Keep the data, the logs and the clients' history.")
    private boolean keep;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the data goes; empty or not there. Default: a new one among the temporary files.")
    private Optional<Path> directory = Optional.empty();

    public DemoVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Installation.of(Optional.empty(), Optional.empty()).home();
        boolean prompt = !tour && streams.terminal() && Terminal.isStandardInput();
        Screen screen = new Screen(streams.out(), streams.terminal());
        try {
            boolean held = new Demo(new DemoOptions(home, directory, keep, prompt), screen).run();
            return held ? ExitCode.OK : ExitCode.FAILED;
        } catch (NodeFailed e) {
            throw new CommandFailed(ErrorCode.UNAVAILABLE, e.getMessage());
        }
    }
}
