package org.armature.config;

import java.nio.file.Path;
import org.armature.config.problem.InvalidConfig;

/** A node's own file, {@code etc/node.conf}: what no two nodes share. */
public record NodeConfig(
        NodeIdentity identity,
        Listeners listeners,
        Threads threads,
        Limits limits,
        HintLimits hints,
        FailureDetection failureDetection,
        Gossip gossip,
        TransferLimits transfers,
        AntiEntropy antiEntropy,
        Reaping reaping,
        BackgroundLimits background,
        ReconcilerLimits reconcilers) {

    /** Where it stands within {@code etc}. */
    public static final String FILE = "node.conf";

    /**
     * @throws InvalidConfig with every mistake; INSECURE_LISTEN if the only ones are listeners without protection
     */
    public static NodeConfig read(Path file, Surroundings surroundings) {
        return NodeFile.read(file, surroundings);
    }
}
