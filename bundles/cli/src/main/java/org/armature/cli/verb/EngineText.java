package org.armature.cli.verb;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage.Engine;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.EngineMessage.Exchange;

/** Storage engines, for people and for programs. */
final class EngineText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final double NANOS_PER_MILLI = 1e6;

    private EngineText() {}

    static List<String> lines(EnginesReply reply, ZoneId zone) {
        TextTable table = new TextTable("ENGINE", "VERSION", "FILE", "SINCE", "TABLES", "ENVIRONMENTS");
        for (Engine engine : reply.engines()) {
            table.row(
                    engine.name(),
                    engine.version(),
                    engine.file(),
                    time(engine.sinceMillis(), zone),
                    engine.tables().isEmpty()
                            ? "-"
                            : engine.tables().stream().map(TableName::toString).collect(Collectors.joining(" ")),
                    engine.environments().isEmpty() ? "-" : String.join(" ", engine.environments()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("node " + reply.node() + "  engines in " + reply.directory());
        lines.addAll(table.lines());
        reply.engines().forEach(engine -> engine.last()
                .ifPresent(last -> lines.add(engine.name() + " at " + time(last.atMillis(), zone) + ": "
                        + last.from() + (last.done() ? " -> " : " was not exchanged for ") + last.to() + ", "
                        + last.text())));
        reply.complaints().forEach(complaint -> lines.add("warning: " + complaint));
        return lines;
    }

    /** @param before what there was when it was still there */
    static String removed(Engine engine, EnginesReply before) {
        String tables = engine.tables().isEmpty()
                ? "no table needed it"
                : "from now on " + before.node() + " does not serve "
                        + engine.tables().stream().map(TableName::toString).collect(Collectors.joining(", "))
                        + ", and other nodes keep what it misses";
        return "engine " + engine.name() + " " + engine.version() + " was removed from node " + before.node()
                + (engine.file().isEmpty()
                        ? ""
                        : ", and its file " + engine.file() + " is in " + before.directory() + "/.replaced")
                + "; " + tables;
    }

    private static String time(long millis, ZoneId zone) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    static Json json(EnginesReply reply) {
        return new Json()
                .with("node", reply.node())
                .with("directory", reply.directory())
                .with("engines", reply.engines().stream().map(EngineText::json).toList())
                .with("warnings", reply.complaints());
    }

    private static Json json(Engine engine) {
        return new Json()
                .with("engine", engine.name())
                .with("bundle", engine.bundle())
                .with("version", engine.version())
                .with("file", engine.file())
                .with("sinceMillis", engine.sinceMillis())
                .with(
                        "tables",
                        engine.tables().stream().map(TableName::toString).toList())
                .with("environments", engine.environments())
                .with("lastExchange", engine.last().map(EngineText::json).orElse(null));
    }

    private static Json json(Exchange last) {
        return new Json()
                .with("from", last.from())
                .with("to", last.to())
                .with("done", last.done())
                .with("atMillis", last.atMillis())
                .with("pauseMillis", Math.round(last.pauseNanos() / NANOS_PER_MILLI))
                .with("text", last.text());
    }
}
