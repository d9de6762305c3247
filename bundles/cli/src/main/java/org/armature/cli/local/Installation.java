package org.armature.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.armature.cli.CommandFailed;
import org.armature.demo.process.NodePorts;
import org.armature.demo.process.RunningNode;
import org.armature.model.ErrorCode;

/**
 * The directories of one node on this machine.
 *
 * @param home of the distribution: it holds {@code bin}, {@code bundles}, {@code lib}
 * @param etc its configuration
 * @param data what it stores
 */
public record Installation(Path home, Path etc, Path data) {
    public static final String DEFAULT_CLIENTS = "127.0.0.1:7101";

    /** Set by {@code bin/armature}. */
    private static final String HOME = "armature.home";

    /**
     * @param etc if given by an option, else that of the distribution
     * @param data if given by an option, else that of the distribution
     * @throws CommandFailed if this program does not run from a distribution
     */
    public static Installation of(Optional<Path> etc, Optional<Path> data) {
        Path home = distribution()
                .orElseThrow(() -> new CommandFailed(
                        ErrorCode.CONFIG_INVALID,
                        "where the distribution is, is not known: run its bin/armature. Nothing was done."));
        return new Installation(
                home, absolute(etc.orElse(home.resolve("etc"))), absolute(data.orElse(home.resolve("data"))));
    }

    /** The distribution this program runs from; empty if it runs from elsewhere, as in a test. */
    private static Optional<Path> distribution() {
        return Optional.ofNullable(System.getProperty(HOME)).map(Path::of);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Where the node that runs on the directories of this distribution is reached; empty if none does. */
    public static Optional<NodePorts> runningHere() {
        return distribution()
                .flatMap(home -> of(Optional.empty(), Optional.empty()).ports());
    }

    /** Where the node that runs on these directories is reached; empty if none does, or it is not ready. */
    public Optional<NodePorts> ports() {
        try {
            return RunningNode.ports(data);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The process that runs on these directories, ready or not. */
    public Optional<ProcessHandle> process() {
        try {
            return RunningNode.on(data);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private CommandFailed unreadable(IOException e) {
        return new CommandFailed(
                ErrorCode.DIRECTORY_UNREADABLE,
                "which node runs on " + data + " can't be told: " + e.getMessage() + ". Nothing was changed.");
    }
}
