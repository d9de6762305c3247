package org.armature.history;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Facts as lines of a history file: one JSON object each. */
public final class HistoryLine {
    private HistoryLine() {}

    /** The line that says what kind of file this is, and comes first. */
    public static String header() {
        return new JsonObject()
                .with("is", "history")
                .with("format", HistoryReader.FORMAT)
                .toString();
    }

    /** Without a line end. */
    public static String of(Fact fact) {
        return object(fact).toString();
    }

    private static JsonObject object(Fact fact) {
        if (fact instanceof Attempt attempt) {
            return attempt(attempt);
        } else if (fact instanceof Fact.DotSeen seen) {
            return begin("dot", seen)
                    .with("where", seen.where())
                    .with(seen.object())
                    .with("dot", seen.dot())
                    .with("value", seen.value());
        } else if (fact instanceof Fact.ReplicaVector seen) {
            return begin("vector", seen)
                    .with("node", seen.node())
                    .with(seen.object())
                    .with("vector", seen.vector())
                    .with("durable", seen.durable());
        } else if (fact instanceof Fact.Stored stored) {
            return begin("stored", stored)
                    .with("node", stored.node())
                    .with(stored.object())
                    .withText("dot", stored.dot())
                    .with("value", stored.value())
                    .with("durable", stored.durable())
                    .withText("hint_for", stored.hintFor());
        } else if (fact instanceof Fact.Copy copy) {
            return begin("copy", copy)
                    .with("node", copy.node())
                    .with(copy.object())
                    .with("versions", versions(copy.versions()))
                    .withVector("vector", copy.vector());
        } else if (fact instanceof Fact.HintCreated hint) {
            return begin("hint-created", hint)
                    .with("holder", hint.holder())
                    .with("owner", hint.owner())
                    .with(hint.object())
                    .with("values", hint.values());
        } else if (fact instanceof Fact.HintApplied hint) {
            return begin("hint-applied", hint)
                    .with("node", hint.node())
                    .with(hint.object())
                    .with("values", hint.values());
        } else if (fact instanceof Fact.HintDeleted hint) {
            return begin("hint-deleted", hint)
                    .with("holder", hint.holder())
                    .with("owner", hint.owner())
                    .with(hint.object())
                    .with("values", hint.values())
                    .withTexts("confirmed_by", hint.confirmedBy());
        } else if (fact instanceof Fact.Reaped reaped) {
            return begin("reaped", reaped)
                    .with("node", reaped.node())
                    .with(reaped.object())
                    .withTexts("values", reaped.values());
        }
        return ofTheRun(fact);
    }

    /** Facts about no object. */
    private static JsonObject ofTheRun(Fact fact) {
        if (fact instanceof Fact.Note note) {
            return begin("note", note).with("text", note.text());
        } else if (fact instanceof Fact.Table table) {
            return begin("table", table)
                    .with("name", table.name())
                    .with("n", table.n())
                    .with("reconcile", label(table.reconcile()))
                    .with("forced", table.forced())
                    .with("siblings", table.siblings())
                    .with("actors", table.actors());
        } else if (fact instanceof Fact.NodeEvent event) {
            return begin("node", event).with("node", event.node()).with("what", label(event.what()));
        } else if (fact instanceof Fact.Settled settled) {
            return begin("settled", settled).with("rounds", settled.rounds()).with("allowed", settled.allowed());
        } else if (fact instanceof Fact.HintsLeft left) {
            return begin("hints-left", left).with("node", left.node()).with("count", left.count());
        } else if (fact instanceof Fact.Gauge gauge) {
            return begin("gauge", gauge)
                    .with("node", gauge.node())
                    .with("name", gauge.name())
                    .with("value", gauge.value())
                    .with("last", gauge.last());
        } else if (fact instanceof Fact.Fault fault) {
            return begin("fault", fault).with("kind", fault.kind()).with("target", fault.target());
        }
        throw new AssertionError(fact);
    }

    private static JsonObject begin(String kind, Fact fact) {
        return new JsonObject().with("is", kind).with("time", fact.time());
    }

    private static JsonObject attempt(Attempt attempt) {
        Attempt.Asked asked = attempt.asked();
        Attempt.Answer answer = attempt.answer();
        JsonObject line = new JsonObject()
                .with("is", "attempt")
                .with("proc", attempt.proc())
                .with("op", attempt.op())
                .with("type", label(attempt.type()))
                .with(attempt.object());
        if (attempt.type() == Attempt.Type.PUT) {
            line.with("value", asked.value());
        }
        line.withText("request", asked.request())
                .withTexts("seen", asked.seen())
                .withVector("passed", asked.context());
        if (!attempt.wish().equals(Wish.NONE)) {
            line.with("wish", wish(attempt.wish()));
        }
        line.with("start", attempt.start());
        if (attempt.end() != Fact.NEVER) {
            line.with("end", attempt.end());
        }
        line.with("outcome", label(answer.outcome()));
        if (attempt.type() == Attempt.Type.GET && attempt.isOk()) {
            line.with("returned", answer.returned());
        }
        line.withVector("context", answer.context())
                .withCount("copies", answer.copies())
                .withCount("hinted", answer.hinted())
                .withTexts("holders", answer.holders())
                .withText("coordinator", answer.coordinator());
        if (attempt.reach().nodes() >= 0) {
            line.withText("side", attempt.reach().side())
                    .with("reachable", attempt.reach().nodes());
        }
        return line;
    }

    private static JsonObject wish(Wish wish) {
        JsonObject object = new JsonObject()
                .with("quorum", wish.strict() ? "strict" : "sloppy")
                .withCount("r", wish.r())
                .withCount("w", wish.w());
        if (wish.confirmed()) {
            object.with("confirmed", true);
        }
        return object.withCount("deadline", wish.deadline());
    }

    private static List<JsonObject> versions(List<Fact.Version> versions) {
        return versions.stream()
                .map(version -> new JsonObject()
                        .withText("dot", version.dot())
                        .with("value", version.value())
                        .withText("request", version.request()))
                .toList();
    }

    /** How an enum's constant is written. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A JSON object in the making. */
    private static final class JsonObject {
        private final StringBuilder text = new StringBuilder("{");

        private StringBuilder name(String name) {
            if (text.length() > 1) {
                text.append(',');
            }
            return text.append('"').append(name).append("\":");
        }

        JsonObject with(String name, String value) {
            JsonText.quote(value, name(name));
            return this;
        }

        JsonObject with(String name, long value) {
            name(name).append(value);
            return this;
        }

        JsonObject with(String name, boolean value) {
            name(name).append(value);
            return this;
        }

        JsonObject with(String name, JsonObject value) {
            name(name).append(value);
            return this;
        }

        JsonObject with(ObjectName object) {
            return with("table", object.table()).with("key", object.key());
        }

        JsonObject with(String name, SortedMap<String, Long> vector) {
            JsonObject object = new JsonObject();
            vector.forEach((actor, counter) -> {
                object.text.append(object.text.length() > 1 ? "," : "");
                JsonText.quote(actor, object.text);
                object.text.append(':').append(counter);
            });
            return with(name, object);
        }

        JsonObject with(String name, List<?> values) {
            name(name).append('[');
            String comma = "";
            for (Object value : values) {
                text.append(comma);
                if (value instanceof JsonObject) {
                    text.append(value);
                } else {
                    JsonText.quote(value.toString(), text);
                }
                comma = ",";
            }
            text.append(']');
            return this;
        }

        JsonObject withText(String name, String value) {
            return value.isEmpty() ? this : with(name, value);
        }

        JsonObject withTexts(String name, List<String> values) {
            return values.isEmpty() ? this : with(name, values);
        }

        JsonObject withVector(String name, SortedMap<String, Long> vector) {
            return vector.isEmpty() ? this : with(name, vector);
        }

        JsonObject withCount(String name, long value) {
            return value == 0 ? this : with(name, value);
        }

        @Override
        public String toString() {
            return text + "}";
        }
    }
}
