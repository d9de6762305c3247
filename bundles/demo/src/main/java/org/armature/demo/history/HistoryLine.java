package org.armature.demo.history;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A line of a history file: the beginning of a write, or its end. */
final class HistoryLine {
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private final Config fields;

    private HistoryLine(Config fields) {
        this.fields = fields;
    }

    static String began(Attempt attempt) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("write", attempt.id());
        fields.put("by", attempt.writer());
        fields.put("object", attempt.object());
        attempt.value().ifPresent(value -> fields.put("value", value));
        fields.put("seen", attempt.seen());
        return render(fields);
    }

    static String ended(String id, Outcome outcome, int copies) {
        return render(Map.of("write", id, "outcome", outcome.label(), "copies", copies));
    }

    private static String render(Map<String, Object> fields) {
        return ConfigValueFactory.fromMap(fields).render(ConfigRenderOptions.concise());
    }

    /** @throws IllegalArgumentException if the line is not JSON */
    static HistoryLine parse(String line) {
        try {
            return new HistoryLine(ConfigFactory.parseString(line, JSON));
        } catch (ConfigException.Parse e) {
            throw new IllegalArgumentException("not JSON: " + line, e);
        }
    }

    String id() {
        return fields.getString("write");
    }

    boolean isEnd() {
        return fields.hasPath("outcome");
    }

    Outcome outcome() {
        return Outcome.ofLabel(fields.getString("outcome"));
    }

    int copies() {
        return fields.getInt("copies");
    }

    Attempt attempt() {
        return new Attempt(
                id(),
                fields.getString("by"),
                fields.getString("object"),
                fields.hasPath("value") ? Optional.of(fields.getString("value")) : Optional.empty(),
                fields.getStringList("seen"));
    }
}
