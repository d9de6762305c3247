package org.armature.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.armature.cli.CommandFailed;
import org.armature.config.NodeConfig;
import org.armature.config.Surroundings;
import org.armature.config.problem.InvalidConfig;
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
    /** Set by {@code bin/armature}. */
    private static final String HOME = "armature.home";

    public static final String DEFAULT_CLIENTS = "127.0.0.1:7101";
    public static final String DEFAULT_ADMIN = "127.0.0.1:7102";

    /** The distribution this program runs from; empty if it runs from elsewhere, as in a test. */
    public static Optional<Path> homeOfThisProgram() {
        return Optional.ofNullable(System.getProperty(HOME)).map(Path::of);
    }

    /**
     * @param etc if given by an option, else that of the distribution
     * @param data if given by an option, else what {@code node.conf} says, else that of the distribution
     * @throws CommandFailed if this program does not run from a distribution
     */
    public static Installation of(Optional<Path> etc, Optional<Path> data) {
        Path home = homeOfThisProgram()
                .orElseThrow(() -> new CommandFailed(
                        ErrorCode.CONFIG_INVALID,
                        "where the distribution is, is not known; run its bin/armature. Nothing was done."));
        Path etcPath = absolute(etc.orElse(home.resolve("etc")));
        return new Installation(
                home, etcPath, absolute(data.or(() -> dataOf(etcPath)).orElse(home.resolve("data"))));
    }

    /** The node that runs on the directories of the distribution this program runs from. */
    public static Optional<NodePorts> runningHere() {
        Optional<Path> home = homeOfThisProgram();
        if (home.isEmpty()) {
            return Optional.empty();
        }
        // Without a look into node.conf first: reading that takes longer than all the rest of a get.
        Path usual = home.get().resolve("data");
        Optional<NodePorts> node = new Installation(home.get(), home.get().resolve("etc"), usual).runningNode();
        return node.or(() -> of(Optional.empty(), Optional.empty()).runningNode());
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** What {@code node.conf} says; nothing if there is none, or it is wrong: then its own error will come. */
    private static Optional<Path> dataOf(Path etc) {
        Path file = etc.resolve(NodeConfig.FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    NodeConfig.read(file, Surroundings.ofProcess()).identity().data());
        } catch (InvalidConfig e) {
            return Optional.empty();
        }
    }

    /** Where the node that runs on these directories is reached; empty if none does. */
    public Optional<NodePorts> runningNode() {
        try {
            return RunningNode.ports(data);
        } catch (IOException e) {
            throw new CommandFailed(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    "where the node of " + data + " is reached can't be read: " + e.getMessage()
                            + ". Nothing was changed; give the node's address with --node.");
        }
    }
}
