package org.armature.cli.verb;

import java.util.List;
import org.armature.cli.Streams;
import org.armature.cli.output.Json;
import picocli.CommandLine.Option;

/** In which form a verb answers. */
final class OutputOption {
    /** Forms an answer can have. */
    enum Form {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "${COMPLETION-CANDIDATES}; for people or for programs. Default: table.")
    private Form form = Form.table;

    @Option(names = "--json", description = "The same as -o json.")
    private boolean json;

    boolean isJson() {
        return json || form == Form.json;
    }

    /** Prints one of both. */
    void print(Streams streams, Json answer, List<String> lines) {
        if (isJson()) {
            streams.out().println(answer);
        } else {
            lines.forEach(streams.out()::println);
        }
        streams.out().flush();
    }
}
