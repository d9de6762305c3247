package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.protocol.ChoiceMessage.Considered;
import org.armature.protocol.ChoiceMessage.Explained;
import org.armature.protocol.ChoiceMessage.Load;
import org.armature.protocol.ChoiceMessage.SizeClass;

/** Why an engine keeps a table, for people and for programs. */
final class ExplanationText {
    private ExplanationText() {}

    static List<String> lines(Explained explained) {
        List<String> lines = new ArrayList<>();
        lines.add("table " + explained.table() + " on " + explained.node() + ": "
                + (explained.engine().isEmpty() ? "no engine" : "engine " + explained.engine()));
        lines.add("  declared: it " + explained.declared());
        lines.add("  choice: " + explained.reason());
        if (!explained.problem().isEmpty()) {
            lines.add("  not served: " + explained.problem());
        }
        if (!explained.engines().isEmpty()) {
            TextTable engines = new TextTable("ENGINE", "TAKEN", "SIZES", "DURABILITY", "ACCESSES");
            explained
                    .engines()
                    .forEach(engine -> engines.row(
                            engine.name(),
                            engine.taken() ? "yes" : "no",
                            Figures.bytes(engine.suitedFromBytes()) + " to " + Figures.bytes(engine.suitedToBytes()),
                            String.join(", ", engine.durabilities()),
                            String.join(", ", engine.accesses())));
            lines.add("");
            lines.addAll(engines.lines());
            explained
                    .engines()
                    .forEach(engine -> lines.add(
                            "  " + engine.name() + (engine.taken() ? " is taken: " : " is not: ") + engine.why()));
        }
        lines.add("");
        TextTable measured = new TextTable(
                "MEASURED",
                ">GETS",
                ">PUTS",
                ">DELETES",
                ">SCANS",
                ">OBJECTS",
                ">HALF UP TO",
                ">95 %",
                ">99 %",
                ">ALL");
        row("lately", explained.recent(), measured);
        row("ever", explained.life(), measured);
        lines.addAll(measured.lines());
        lines.add("");
        explained
                .advice()
                .ifPresent(advice -> lines.add((advice.strong() ? "advice: " : "weak advice: ") + advice.text()));
        if (!explained.silence().isEmpty()) {
            lines.add(explained.silence());
        }
        return lines;
    }

    private static void row(String which, Load load, TextTable table) {
        table.row(
                which,
                Figures.count(load.gets()),
                Figures.count(load.puts()),
                Figures.count(load.deletes()),
                Figures.count(load.scans()),
                Figures.count(load.objects()),
                size(load, 0.5),
                size(load, 0.95),
                size(load, 0.99),
                size(load, 1));
    }

    private static String size(Load load, double part) {
        return load.objects() == 0 ? "" : Figures.bytes(load.quantile(part));
    }

    static Json json(Explained explained) {
        return new Json()
                .with("table", explained.table())
                .with("node", explained.node())
                .with("engine", explained.engine())
                .with("declared", explained.declared())
                .with("reason", explained.reason())
                .with("problem", explained.problem())
                .with(
                        "engines",
                        explained.engines().stream().map(ExplanationText::json).toList())
                .with("recent", json(explained.recent()))
                .with("life", json(explained.life()))
                .with(
                        "advice",
                        explained
                                .advice()
                                .map(advice -> new Json()
                                        .with("engine", advice.engine())
                                        .with("strong", advice.strong())
                                        .with("text", advice.text()))
                                .orElse(null))
                .with("noAdvice", explained.silence());
    }

    private static Json json(Considered engine) {
        return new Json()
                .with("name", engine.name())
                .with("taken", engine.taken())
                .with("why", engine.why())
                .with("suitedFromBytes", engine.suitedFromBytes())
                .with("suitedToBytes", engine.suitedToBytes())
                .with("maxRecordBytes", engine.maxRecordBytes())
                .with("durabilities", engine.durabilities())
                .with("accesses", engine.accesses())
                .with("suits", engine.suits());
    }

    private static Json json(Load load) {
        return new Json()
                .with("gets", load.gets())
                .with("puts", load.puts())
                .with("deletes", load.deletes())
                .with("scans", load.scans())
                .with("seconds", load.seconds())
                .with("busiestSeconds", load.busiestSeconds())
                .with("busiestWrites", load.busiestWrites())
                .with("objects", load.objects())
                .with("sizes", load.sizes().stream().map(ExplanationText::json).toList());
    }

    private static Json json(SizeClass size) {
        return new Json()
                .with("leastBytes", size.leastBytes())
                .with("greatestBytes", size.greatestBytes())
                .with("count", size.count());
    }
}
