package org.armature.cli.verb;

import java.util.Optional;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.client.AdminClient;
import org.armature.model.TableName;
import org.armature.protocol.ChoiceMessage.Explained;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Why a table has the engine it has on one node, with what was measured there (Dynamo §5). */
@Command(
        name = "explain",
        description = "Tells which engine keeps a table on a node, why, and what the table was measured to do.",
        footer = {
            "",
            "Every engine that is there is named, with why it was taken or not. What was measured is what this node did for the",
            "table; lately means that everything counts half after 30 minutes. Advice is never followed by itself."
        })
public final class EngineExplainVerb extends AdminVerb {
    @Parameters(index = "0", paramLabel = "[INSTANCE/]TABLE", description = "The table.")
    private String table;

    @Option(
            names = {"-i", "--instance"},
            paramLabel = "NAME",
            description = "The table's instance. Default: default.")
    private Optional<String> instance = Optional.empty();

    public EngineExplainVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        TableName asked = name();
        Explained explained;
        try (AdminClient admin = admin()) {
            explained = admin.explainEngine(asked);
        }
        output.print(streams, ExplanationText.json(explained), ExplanationText.lines(explained));
        return ExitCode.OK;
    }

    private TableName name() {
        int slash = table.indexOf('/');
        String inWhich = slash < 0 ? instance.orElse(ObjectPath.DEFAULT_INSTANCE) : table.substring(0, slash);
        String name = table.substring(slash + 1);
        if ((slash >= 0 && instance.isPresent())
                || !TableName.NAME.matcher(inWhich).matches()
                || !TableName.NAME.matcher(name).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "\"" + table + "\""
                            + instance.map(given -> " with instance \"" + given + "\"")
                                    .orElse("")
                            + " names no table; a table is table or instance/table, such as cart or shop/cart, and names"
                            + " are [a-z0-9_]{1,48}");
        }
        return new TableName(inWhich, name);
    }
}
