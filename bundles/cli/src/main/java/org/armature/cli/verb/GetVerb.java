package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.cli.output.Json;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.demo.screen.Figures;
import org.armature.model.Bytes;
import org.armature.protocol.Message.Sibling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads an object (Dynamo §4.1). */
@Command(
        name = "get",
        description =
                "Reads an object: its value, or its siblings if clients wrote it at the same time and the table has"
                        + " no reconciler that merges them.",
        footer = {
            "",
            "On a terminal the value follows two lines about it; into a pipe or a file goes the value alone, byte for",
            "byte. Siblings end the command with 4, no value with 1."
        })
public final class GetVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ObjectArgument object;

    @Mixin
    private NodeOptions node;

    @Mixin
    private OutputOption output;

    @Option(names = "--raw", description = "The value's bytes and nothing else, on a terminal as well.")
    private boolean raw;

    @Option(names = "--sibling", paramLabel = "NUMBER", description = "The value of one sibling, as get numbers them.")
    private Optional<Integer> sibling = Optional.empty();

    @Option(
            names = "--siblings",
            description = "Siblings as they are stored, also where the table's reconciler would merge them.")
    private boolean siblings;

    @Mixin
    private ReadNumbers numbers;

    @Mixin
    private QuorumOptions quorum;

    public GetVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        ObjectPath path = object.path();
        ReadOptions asked = quorum.over(numbers.options());
        ReadOptions options = siblings || sibling.isPresent() ? asked.asStored() : asked;
        ReadResult result;
        long began = System.nanoTime();
        try (ArmatureClient client = connections.client(node.clients(), node.timeout())) {
            result = client.table(path.table()).get(path.key(), options);
        }
        long took = System.nanoTime() - began;
        if (sibling.isPresent()) {
            return writeRaw(chosen(path, result, sibling.get()));
        }
        if (output.isJson()) {
            streams.out().println(json(path, result));
        } else if (result.isConflict()) {
            (streams.terminal() && !raw ? streams.out() : streams.err()).println(conflict(path, result));
        } else if (result.isEmpty()) {
            streams.err().println(nothing(path, result));
        } else if (raw || !streams.terminal()) {
            return writeRaw(result.versions().get(0));
        } else {
            show(path, result, took);
        }
        streams.out().flush();
        return result.isConflict() ? ExitCode.CONFLICT : result.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private Sibling chosen(ObjectPath path, ReadResult result, int number) {
        if (number < 1 || number > result.versions().size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    path + " has " + count(result) + ", and --sibling " + number + " is none of them");
        }
        return result.versions().get(number - 1);
    }

    private int writeRaw(Sibling version) {
        Optional<Bytes> value = version.value();
        value.ifPresent(bytes -> streams.out().write(bytes.shared(), 0, bytes.length()));
        streams.out().flush();
        return value.isPresent() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void show(ObjectPath path, ReadResult result, long tookNanos) {
        Sibling version = result.versions().get(0);
        Bytes value = version.value().orElseThrow();
        streams.out()
                .println(path + "  " + origin(result) + ", " + Siblings.describe(version) + ", read in "
                        + Figures.seconds(tookNanos));
        streams.out().println("context " + result.context());
        streams.out().println();
        streams.out().println(Siblings.text(value).orElse("(no text: --raw writes the bytes)"));
    }

    private static String origin(ReadResult result) {
        return result.merge()
                .map(merge -> "merged from " + merge.siblings() + " siblings by " + merge.reconciler() + " "
                        + merge.version() + " (--siblings shows them)")
                .orElse("1 version");
    }

    private static String nothing(ObjectPath path, ReadResult result) {
        return result.versions().isEmpty()
                ? path + " has no value: it was never written, or what was deleted or had expired is removed for"
                        + " good"
                : path + " has no value: " + Siblings.describe(result.versions().get(0)) + "\ncontext "
                        + result.context();
    }

    private String conflict(ObjectPath path, ReadResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(path + "  CONFLICT: " + count(result) + ", written without knowing of each other");
        int number = 1;
        for (Sibling version : result.versions()) {
            lines.add("  [" + number++ + "] " + Siblings.describe(version));
            version.value().ifPresent(value -> lines.add("      " + Siblings.preview(value)));
        }
        lines.add("context " + result.context());
        lines.add("");
        lines.add("Merge them and write the result with the context, which covers all of them:");
        lines.add("  armature put " + node.shell() + path.shell() + " @merged --context=" + result.context());
        lines.add("The whole value of one:  armature get " + node.shell() + path.shell() + " --sibling 1");
        return String.join(System.lineSeparator(), lines);
    }

    private static String count(ReadResult result) {
        int versions = result.versions().size();
        return versions == 1 ? "1 version" : versions + " versions";
    }

    private static Json json(ObjectPath path, ReadResult result) {
        Json json = new Json()
                .with("object", path)
                .with("conflict", result.isConflict())
                .with("context", result.context())
                .with("versions", Siblings.json(result.versions()));
        result.merge()
                .ifPresent(merge -> json.with(
                        "merge",
                        new Json()
                                .with("siblings", merge.siblings())
                                .with("reconciler", merge.reconciler())
                                .with("version", merge.version())));
        return json;
    }
}
