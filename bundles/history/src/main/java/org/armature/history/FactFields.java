package org.armature.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fields of a line, made into a fact; each has to be used, so that a misspelt one is noticed. */
final class FactFields {
    private final Map<String, Object> fields;
    private final Set<String> used = new LinkedHashSet<>();

    private FactFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    static FactFields of(Map<String, Object> fields) {
        return new FactFields(fields);
    }

    /** @throws IllegalArgumentException if this is not the first line of a history that can be read here */
    static void checkHeader(Map<String, Object> fields) {
        FactFields header = new FactFields(fields);
        if (!header.text("is").equals("history")) {
            throw new IllegalArgumentException("no history begins like this, but with " + HistoryLine.header());
        }
        long format = header.number("format");
        if (format != HistoryReader.FORMAT) {
            throw new IllegalArgumentException(
                    "format " + format + " of a history is unknown here; format " + HistoryReader.FORMAT + " is read");
        }
        header.checkAllUsed();
    }

    /** @throws IllegalArgumentException if a field is missing, unknown, or of the wrong type */
    Fact fact() {
        Fact fact = read(text("is"));
        checkAllUsed();
        return fact;
    }

    private Fact read(String kind) {
        return switch (kind) {
            case "attempt" -> attempt();
            case "note" -> new Fact.Note(time(), text("text"));
            case "table" ->
                new Fact.Table(
                        time(),
                        text("name"),
                        count("n", 0),
                        constant("reconcile", Fact.Reconcile.SIBLINGS),
                        flag("forced", true),
                        count("siblings", 0),
                        count("actors", 0));
            case "dot" -> new Fact.DotSeen(time(), text("where"), object(), text("dot"), text("value"));
            case "vector" ->
                new Fact.ReplicaVector(time(), text("node"), object(), vector("vector"), flag("durable", true));
            case "stored" ->
                new Fact.Stored(
                        time(),
                        text("node"),
                        object(),
                        text("dot", ""),
                        text("value"),
                        flag("durable", true),
                        text("hint_for", ""));
            case "node" -> new Fact.NodeEvent(time(), text("node"), constant("what", Fact.NodeEvent.What.class));
            case "hint-created" ->
                new Fact.HintCreated(time(), text("holder"), text("owner"), object(), texts("values"));
            case "hint-applied" -> new Fact.HintApplied(time(), text("node"), object(), texts("values"));
            case "hint-deleted" ->
                new Fact.HintDeleted(
                        time(), text("holder"), text("owner"), object(), texts("values"), texts("confirmed_by"));
            case "reaped" -> new Fact.Reaped(time(), text("node"), object(), texts("values"));
            case "settled" -> new Fact.Settled(time(), count("rounds", 0), count("allowed", 0));
            case "copy" -> new Fact.Copy(time(), text("node"), object(), versions(), vector("vector"));
            case "hints-left" -> new Fact.HintsLeft(time(), text("node"), number("count"));
            case "gauge" -> new Fact.Gauge(time(), text("node"), text("name"), number("value"), flag("last", false));
            case "fault" -> new Fact.Fault(time(), text("kind"), text("target", ""));
            default -> throw new IllegalArgumentException("\"" + kind + "\" is no kind of fact");
        };
    }

    private Attempt attempt() {
        Attempt.Builder attempt = builder(constant("type", Attempt.Type.class))
                .seen(texts("seen"))
                .passed(vector("passed"))
                .wish(wish())
                .returned(texts("returned"))
                .context(vector("context"))
                .copies(count("copies", 0), count("hinted", 0))
                .holders(texts("holders"))
                .coordinator(text("coordinator", ""));
        Outcome outcome = constant("outcome", Outcome.class);
        if (fields.containsKey("end") || outcome != Outcome.UNKNOWN) {
            attempt.ended(number("end"), outcome);
        }
        if (fields.containsKey("reachable")) {
            attempt.reach(text("side", ""), count("reachable", 0));
        }
        Attempt built = attempt.build();
        if (built.end() < built.start()) {
            throw new IllegalArgumentException("it ended at " + built.end() + ", before it began at " + built.start());
        }
        return built;
    }

    private Attempt.Builder builder(Attempt.Type type) {
        String proc = text("proc");
        long op = number("op");
        long start = number("start");
        return switch (type) {
            case PUT -> Attempt.put(proc, op, object(), start, text("value"), text("request", ""));
            case DELETE -> Attempt.delete(proc, op, object(), start, text("request"));
            case GET -> Attempt.get(proc, op, object(), start);
        };
    }

    private Wish wish() {
        if (!fields.containsKey("wish")) {
            return Wish.NONE;
        }
        FactFields wish = new FactFields(objectOf("wish", take("wish")));
        String quorum = wish.text("quorum", "sloppy");
        if (!quorum.equals("strict") && !quorum.equals("sloppy")) {
            throw new IllegalArgumentException("\"quorum\" is strict or sloppy, not \"" + quorum + "\"");
        }
        Wish read = new Wish(
                quorum.equals("strict"),
                wish.count("r", 0),
                wish.count("w", 0),
                wish.flag("confirmed", false),
                wish.number("deadline", 0));
        wish.checkAllUsed();
        return read;
    }

    private List<Fact.Version> versions() {
        List<Fact.Version> versions = new ArrayList<>();
        for (Object each : list("versions")) {
            FactFields version = new FactFields(objectOf("versions", each));
            versions.add(new Fact.Version(version.text("dot", ""), version.text("value"), version.text("request", "")));
            version.checkAllUsed();
        }
        return versions;
    }

    private long time() {
        return number("time");
    }

    private ObjectName object() {
        return new ObjectName(text("table"), text("key"));
    }

    private String text(String name) {
        Object value = take(name);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a text", value);
    }

    private String text(String name, String otherwise) {
        return fields.containsKey(name) ? text(name) : otherwise;
    }

    private long number(String name) {
        Object value = take(name);
        if (value instanceof Long number) {
            return number;
        }
        throw wrong(name, "a number", value);
    }

    private long number(String name, long otherwise) {
        return fields.containsKey(name) ? number(name) : otherwise;
    }

    private int count(String name, int otherwise) {
        long number = number(name, otherwise);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw wrong(name, "a number from 0 to " + Integer.MAX_VALUE, number);
        }
        return (int) number;
    }

    private boolean flag(String name, boolean otherwise) {
        Object value = fields.containsKey(name) ? take(name) : otherwise;
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false", value);
    }

    private List<?> list(String name) {
        Object value = fields.containsKey(name) ? take(name) : List.of();
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list", value);
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name)) {
            if (!(value instanceof String text)) {
                throw wrong(name, "a list of texts", value);
            }
            texts.add(text);
        }
        return texts;
    }

    private SortedMap<String, Long> vector(String name) {
        if (!fields.containsKey(name)) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, Long> vector = new TreeMap<>();
        objectOf(name, take(name)).forEach((actor, counter) -> {
            if (!(counter instanceof Long count) || count < 1) {
                throw wrong(name, "an object of counters from 1", counter);
            }
            vector.put(actor, count);
        });
        return Collections.unmodifiableSortedMap(vector);
    }

    private static Map<String, Object> objectOf(String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "an object", value);
        }
        Map<String, Object> object = new TreeMap<>();
        map.forEach((key, each) -> object.put((String) key, each));
        return object;
    }

    private <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            List<String> labels = new ArrayList<>();
            for (E each : type.getEnumConstants()) {
                labels.add(HistoryLine.label(each));
            }
            throw new IllegalArgumentException("\"" + name + "\" is one of " + labels + ", not \"" + text + "\"", e);
        }
    }

    private <E extends Enum<E>> E constant(String name, E otherwise) {
        return fields.containsKey(name) ? constant(name, otherwise.getDeclaringClass()) : otherwise;
    }

    private Object take(String name) {
        used.add(name);
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, String right, Object value) {
        return new IllegalArgumentException("\"" + name + "\" has to be " + right + ", not " + value);
    }

    private void checkAllUsed() {
        Set<String> unknown = new LinkedHashSet<>(fields.keySet());
        unknown.removeAll(used);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("nothing is known of " + unknown + " here");
        }
    }
}
