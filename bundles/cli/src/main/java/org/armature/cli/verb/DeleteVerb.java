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
import org.armature.client.Receipt;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.CausalContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes exactly what was seen: what is written meanwhile stays. */
@Command(
        name = "delete",
        description = "Deletes an object: what --context covers, or what a read finds that it makes first.",
        footer = {
            "",
            "What others write at the same time is not deleted. --r and --pr are for the read, --w, --pw and",
            "--distinct-hosts for the deletion, the others for both.",
            "",
            "A deletion leaves a mark on every owner, until it is known that all hold it; then nothing is left. What became of",
            "one is asked by its receipt: armature receipt ID. See docs/reaping.md."
        })
public final class DeleteVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Mixin
    private ObjectArgument object;

    @Option(names = "--receipt", description = "Prints an id that armature receipt takes.")
    private boolean receipt;

    @Mixin
    private ContextOption context;

    @Mixin
    private NodeOptions node;

    @Mixin
    private OutputOption output;

    @Mixin
    private ReadNumbers readNumbers;

    @Mixin
    private WriteNumbers writeNumbers;

    @Mixin
    private QuorumOptions quorum;

    public DeleteVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        ObjectPath path = object.path();
        Optional<CausalContext> given = context.get();
        ReadOptions reading = quorum.over(readNumbers.options());
        WriteOptions writing = quorum.over(writeNumbers.options());
        try (ArmatureClient client = connections.client(node.clients(), node.timeout())) {
            Table table = client.table(path.table());
            if (given.isPresent()) {
                return delete(table, path, given.get(), writing, "what the context covers");
            }
            ReadResult found = table.get(path.key(), reading);
            if (found.isEmpty()) {
                return nothing(path);
            }
            int values = found.values().size();
            return delete(table, path, found.context(), writing, values == 1 ? "1 version" : values + " versions");
        }
    }

    private int nothing(ObjectPath path) {
        streams.err().println(path + " has no value; nothing was deleted");
        Json json = new Json().with("object", path).with("deleted", false);
        output.print(streams, receipt ? json.with("receipt", null) : json, List.of());
        return ExitCode.OK;
    }

    private int delete(Table table, ObjectPath path, CausalContext seen, WriteOptions options, String what) {
        WriteResult result = table.delete(path.key(), seen, options);
        List<String> lines = new ArrayList<>();
        lines.add("deleted " + what + " of " + path + ", on " + PutVerb.replicas(result));
        lines.add("context " + result.context());
        Json json = PutVerb.json(path, result).with("deleted", true);
        if (receipt) {
            String id = new Receipt(path.table(), path.key(), result.request()).text();
            lines.add("receipt " + id);
            json.with("receipt", id);
        }
        if (result.madeSibling()) {
            lines.add("note: it has been written since that was read, and what was written stays; see armature get "
                    + node.shell() + path.shell());
        }
        output.print(streams, json, lines);
        return ExitCode.OK;
    }
}
