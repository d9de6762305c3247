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

    boolean isJson() {
        return form == Form.json;
    }

    /** Prints one of both. */
    void print(Streams streams, Json json, List<String> lines) {
        if (isJson()) {
            streams.out().println(json);
        } else {
            lines.forEach(streams.out()::println);
        }
        streams.out().flush();
    }
}
