package org.armature.cli.verb;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.cli.address.ShellWord;
import org.armature.cli.address.ValueArgument;
import org.armature.cli.output.Json;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.demo.screen.Figures;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an object (Dynamo §4.1). */
@Command(
        name = "put",
        description = "Writes an object and prints the context of what it holds then.",
        footer = {
            "",
            "With --context it replaces what that context covers, as get printed it. Without, it replaces nothing: if the",
            "object has a value, both stand beside each other until a put with a context replaces them.",
            "",
            "With --new or --if-unchanged it is written only if the object is as it is to be; if not, what is there is shown, and",
            "the command ends with 6. Of several at once one succeeds, as long as the nodes agree who is up."
        })
public final class PutVerb implements Callable<Integer> {
    private static final int LONGEST_VALUE_SHOWN = 200;

    private final Streams streams;
    private final Connections connections;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ObjectArgument object;

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description = "The value itself, @FILE for a file's bytes, - for standard input; a value that begins with @"
                    + " is written @@.")
    private String value;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            converter = TtlConverter.class,
            description =
                    "How long it lives, such as 30s, 12h or 7d: then it reads as deleted. Default: the table's own"
                            + " ttl.")
    private Optional<Duration> ttl = Optional.empty();

    @Mixin
    private ReplacedOptions replaced;

    @Mixin
    private NodeOptions node;

    @Mixin
    private OutputOption output;

    @Mixin
    private WriteNumbers numbers;

    @Mixin
    private QuorumOptions quorum;

    public PutVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() throws IOException {
        ObjectPath path = object.path();
        Optional<CausalContext> given = replaced.context();
        WriteOptions counted = replaced.over(quorum.over(numbers.options()));
        WriteOptions options = ttl.map(counted::ttl).orElse(counted);
        Bytes bytes = bytes();
        WriteResult result;
        long began = System.nanoTime();
        try (ArmatureClient client = connections.client(node.clients(), node.timeout())) {
            result = client.table(path.table()).put(path.key(), bytes, given.orElse(CausalContext.NONE), options);
        } catch (StoreException.ConditionFailed failure) {
            return refused(path, failure);
        }
        long took = System.nanoTime() - began;
        output.print(streams, json(path, result), lines(path, bytes, result, given.isPresent(), took));
        return ExitCode.OK;
    }

    private int refused(ObjectPath path, StoreException.ConditionFailed failure) {
        ReadResult found = failure.found();
        streams.err().println(failure.getMessage());
        streams.err().println("  What is there, covered by context " + found.context() + ":");
        found.versions().forEach(version -> streams.err().println("    " + Siblings.describe(version)));
        Json json = new Json()
                .with("object", path)
                .with("stored", false)
                .with("context", found.context())
                .with("versions", Siblings.json(found.versions()));
        output.print(streams, json, List.of());
        return ExitCode.CONDITION;
    }

    private Bytes bytes() throws IOException {
        try {
            return ValueArgument.read(value, streams.in());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ". Nothing was written.", e);
        }
    }

    private List<String> lines(ObjectPath path, Bytes bytes, WriteResult result, boolean hadContext, long tookNanos) {
        List<String> lines = new ArrayList<>();
        lines.add("stored " + path + ", " + Figures.bytes(bytes.length()) + ", on " + replicas(result) + " in "
                + Figures.seconds(tookNanos));
        lines.add("context " + result.context());
        if (result.madeSibling()) {
            lines.add("");
            lines.add(
                    hadContext
                            ? "note: others wrote it since that context was read: " + result.siblings()
                                    + " versions now stand beside each other."
                            : "note: without a context this replaced nothing: " + result.siblings()
                                    + " versions now stand beside each other.");
            lines.add("To see them:                     armature get " + node.shell() + path.shell());
            lines.add("To put this in place of them all:");
            lines.add("  armature put " + node.shell() + path.shell() + " " + valueToPaste() + " --context="
                    + result.context());
        }
        return lines;
    }

    private String valueToPaste() {
        return value.length() <= LONGEST_VALUE_SHOWN && !value.equals("-") ? ShellWord.of(value) : "@FILE";
    }

    /** How many replicas stored it, and how many of them keep it for an owner that was away. */
    static String replicas(WriteResult result) {
        String replicas = result.copies() == 1 ? "1 replica" : result.copies() + " replicas";
        return result.hinted() == 0
                ? replicas
                : replicas + " (" + result.hinted() + (result.hinted() == 1 ? " as a hint)" : " as hints)");
    }

    static Json json(ObjectPath path, WriteResult result) {
        return new Json()
                .with("object", path)
                .with("context", result.context())
                .with("siblings", result.siblings())
                .with("copies", result.copies())
                .with("hinted", result.hinted())
                .with("request", result.request());
    }
}
