package org.armature.cli.verb;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.armature.model.NodeId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which replicas of a table are compared, and for how long that is followed. */
final class ComparisonOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--partition", paramLabel = "P", description = "Of that partition alone, from 0. Default: of all.")
    private Optional<Integer> partition = Optional.empty();

    @Option(
            names = "--on",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "Only what is that member's to begin. Default: of all members.")
    private Optional<NodeId> on = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = ValidityConverter.class,
            description = "How long this command stays to see it done, up to 30d. Default: 1d.")
    private Duration limit = Duration.ofDays(1);

    OptionalInt partition() {
        if (partition.filter(number -> number < 0).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--partition is 0 or more, not " + partition.get() + ". Nothing was changed");
        }
        return partition.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    Optional<NodeId> on() {
        return on;
    }

    Duration limit() {
        return limit;
    }
}
