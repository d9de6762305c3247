package org.armature.microbench.engines;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.armature.bench.Spread;

/** Tables of findings, as Markdown: one for each measure, a row for each size, a column for each engine. */
final class MarkdownTable {
    private MarkdownTable() {}

    static String of(Measure measure, List<Integer> sizes, List<String> engines, Findings findings) {
        StringBuilder table = new StringBuilder();
        table.append("**")
                .append(measure.title())
                .append("** (")
                .append(measure.units())
                .append(")\n\n");
        table.append(
                row("object", engines.stream().map(name -> "`" + name + "`").toList()));
        table.append("|---|").append("---|".repeat(engines.size())).append('\n');
        for (int size : sizes) {
            table.append(row(
                    bytes(size),
                    engines.stream()
                            .map(engine -> findings.text(new Findings.Cell(engine, size, measure)))
                            .toList()));
        }
        return table.append('\n').toString();
    }

    /** Median, least and most. */
    static String text(Spread spread) {
        return number(spread.median()) + " (" + number(spread.least()) + " to " + number(spread.most()) + ")";
    }

    static String number(double figure) {
        if (figure < 0.995) {
            return String.format(Locale.ROOT, "%.2f", figure);
        }
        return String.format(Locale.ROOT, figure < 9.95 ? "%.1f" : "%,.0f", figure);
    }

    /** In the largest unit that leaves a whole number. */
    static String bytes(int size) {
        if (size >= 1 << 20 && size % (1 << 20) == 0) {
            return (size >> 20) + " MiB";
        }
        return size >= 1 << 10 && size % (1 << 10) == 0 ? (size >> 10) + " KiB" : size + " B";
    }

    private static String row(String head, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |\n"));
    }
}
