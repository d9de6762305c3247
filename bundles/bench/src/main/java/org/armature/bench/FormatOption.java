package org.armature.bench;

import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option that says how a report is written. */
public final class FormatOption {
    private enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description =
                    "Of the report on standard output; progress goes to standard error (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format;

    public <R> void print(R report, PrintWriter out, Function<R, String> text, Function<R, String> json) {
        out.print(format == Format.json ? json.apply(report) : text.apply(report));
        out.flush();
    }
}
