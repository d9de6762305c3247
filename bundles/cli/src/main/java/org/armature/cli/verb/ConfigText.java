package org.armature.cli.verb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigDeleteData;
import org.armature.protocol.ConfigMessage.ConfigOrder;
import org.armature.protocol.ConfigMessage.ConfigPush;
import org.armature.protocol.ConfigMessage.ConfigRollback;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.ConfigMessage.NodeConfiguration;

/** The configuration of instances as people and programs are told of it. */
final class ConfigText {
    private static final String NOT_THERE = "-";

    private ConfigText() {}

    // ---- of one node

    static List<String> status(NodeConfiguration node) {
        List<String> lines = new ArrayList<>();
        lines.add(head(node));
        problems(node, lines);
        if (!node.changes().isEmpty()) {
            lines.add("");
            node.changes().forEach(change -> lines.add(line(change)));
        }
        return lines;
    }

    private static String head(NodeConfiguration node) {
        return "node " + node.node() + "  " + configuration(node);
    }

    private static String configuration(NodeConfiguration node) {
        return "configuration " + node.number() + "  " + node.digest() + "  since "
                + Instant.ofEpochMilli(node.sinceMillis());
    }

    private static void problems(NodeConfiguration node, List<String> lines) {
        if (!node.problems().isEmpty()) {
            lines.add("error: etc/instances is refused as a whole, and " + node.node() + " goes on with configuration "
                    + node.number() + ":");
        }
        node.problems().forEach(problem -> lines.add("error: " + problem));
    }

    static List<String> changes(NodeConfiguration node) {
        List<String> lines = new ArrayList<>();
        problems(node, lines);
        if (!node.problems().isEmpty() && !node.changes().isEmpty()) {
            lines.add("");
        }
        node.changes().forEach(change -> lines.add(line(change)));
        if (lines.isEmpty()) {
            lines.add(node.node() + " runs by its files");
        }
        return lines;
    }

    private static String line(KeyChange change) {
        return change.place() + ": " + change.subject()
                + (change.key().isEmpty() ? "" : " " + change.key()) + ": "
                + shown(change.before()) + " -> " + shown(change.after()) + ": "
                + change.effect().text()
                + (change.why().isEmpty() ? "" : ", " + change.why());
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    /**
     * What became of an order, node by node.
     *
     * @param order of files, or that deleted what no file has any more
     */
    static List<String> done(ConfigOrder order, List<NodeConfiguration> nodes) {
        List<String> lines = new ArrayList<>();
        for (NodeConfiguration node : nodes) {
            if (!node.answered()) {
                lines.add("node " + node.node() + " " + String.join("; ", node.problems()));
            } else if (node.problems().isEmpty()) {
                lines.add("node " + node.node() + ": " + deed(order, node) + ": " + configuration(node));
                if (isOfFiles(order)) {
                    node.changes().forEach(change -> lines.add("  " + line(change)));
                }
            } else {
                lines.add("node " + node.node() + " goes on with configuration " + node.number() + ":");
                node.problems().forEach(problem -> lines.add("  " + problem));
            }
        }
        return lines;
    }

    private static boolean isOfFiles(ConfigOrder order) {
        return !(order instanceof ConfigDeleteData);
    }

    private static String deed(ConfigOrder order, NodeConfiguration node) {
        String effect = " is in effect" + (node.changes().isEmpty() ? "" : " but for this");
        if (order instanceof ConfigRollback rollback) {
            return "the files of configuration " + rollback.number() + " are in etc/instances again, and all they say"
                    + effect;
        }
        if (order instanceof ConfigPush push) {
            return push.file() + " is in etc/instances, and all it says" + effect;
        }
        return order instanceof ConfigDeleteData delete
                ? "what table " + delete.table() + " had stored is deleted, for good"
                : "etc/instances was read, and all it says" + effect;
    }

    static Json json(List<NodeConfiguration> nodes) {
        return new Json().with("nodes", nodes.stream().map(ConfigText::json).toList());
    }

    private static Json json(NodeConfiguration node) {
        return new Json()
                .with("node", node.node())
                .with("answered", node.answered())
                .with("configuration", node.number())
                .with("digest", node.digest())
                .with("since", node.answered() ? Instant.ofEpochMilli(node.sinceMillis()) : null)
                .with("problems", node.problems())
                .with("changes", node.changes().stream().map(ConfigText::json).toList());
    }

    private static Json json(KeyChange change) {
        return new Json()
                .with("subject", change.subject())
                .with("key", change.key())
                .with("before", change.before())
                .with("after", change.after())
                .with("place", change.place())
                .with("effect", change.effect().text())
                .with("why", change.why());
    }

    // ---- between nodes

    /** Each key that not all who answered run by alike, with the value on each of them. */
    private static SortedMap<String, List<String>> differing(List<NodeConfiguration> nodes) {
        SortedSet<String> keys = new TreeSet<>();
        nodes.forEach(node -> keys.addAll(node.values().keySet()));
        SortedMap<String, List<String>> differing = new TreeMap<>();
        for (String key : keys) {
            List<String> values = nodes.stream()
                    .filter(NodeConfiguration::answered)
                    .map(node -> node.values().getOrDefault(key, NOT_THERE))
                    .toList();
            if (values.stream().distinct().count() > 1) {
                differing.put(key, values);
            }
        }
        return differing;
    }

    static List<String> differences(List<NodeConfiguration> nodes) {
        List<String> lines = new ArrayList<>();
        List<String> names = answering(nodes);
        SortedMap<String, List<String>> differing = differing(nodes);
        if (differing.isEmpty()) {
            lines.add("all that answer run by the same: " + String.join(", ", names));
        } else {
            List<String> headings = new ArrayList<>(List.of("KEY"));
            headings.addAll(names);
            TextTable table = new TextTable(headings.toArray(String[]::new));
            differing.forEach((key, values) -> {
                List<Object> row = new ArrayList<>(List.of(key));
                row.addAll(values);
                table.row(row.toArray());
            });
            lines.addAll(table.lines());
        }
        nodes.stream()
                .filter(node -> !node.answered())
                .forEach(node -> lines.add("node " + node.node() + " " + String.join("; ", node.problems())));
        nodes.stream()
                .filter(NodeConfiguration::answered)
                .filter(node -> !node.changes().isEmpty() || !node.problems().isEmpty())
                .forEach(node -> lines.add("node " + node.node() + " does not run by its files: "
                        + (node.problems().isEmpty()
                                ? keys(node.changes())
                                : "they are refused as a whole: " + String.join("; ", node.problems()))));
        return lines;
    }

    private static String keys(Collection<KeyChange> changes) {
        return changes.stream()
                .map(change -> change.subject() + (change.key().isEmpty() ? "" : " " + change.key()) + " "
                        + change.effect().text())
                .collect(Collectors.joining(", "));
    }

    private static List<String> answering(List<NodeConfiguration> nodes) {
        return nodes.stream()
                .filter(NodeConfiguration::answered)
                .map(node -> node.node().name())
                .toList();
    }

    static Json differencesJson(List<NodeConfiguration> nodes) {
        List<String> names = answering(nodes);
        List<Json> rows = new ArrayList<>();
        differing(nodes).forEach((key, values) -> {
            Json byNode = new Json();
            for (int i = 0; i < names.size(); i++) {
                byNode.with(names.get(i), values.get(i));
            }
            rows.add(new Json().with("key", key).with("values", byNode));
        });
        return json(nodes).with("differences", rows);
    }

    // ---- history

    static List<String> history(List<AppliedConfig> all) {
        if (all.isEmpty()) {
            return List.of("no configurations are kept");
        }
        List<String> lines = new ArrayList<>();
        for (AppliedConfig applied : all) {
            lines.add(applied.number() + "  " + Instant.ofEpochMilli(applied.atMillis()) + "  " + applied.digest()
                    + "  " + applied.cause() + "  " + String.join(" ", applied.files()));
            applied.changes().forEach(change -> lines.add("     " + change));
        }
        return lines;
    }

    static Json historyJson(List<AppliedConfig> all) {
        return new Json()
                .with(
                        "configurations",
                        all.stream()
                                .map(applied -> new Json()
                                        .with("number", applied.number())
                                        .with("at", Instant.ofEpochMilli(applied.atMillis()))
                                        .with("cause", applied.cause())
                                        .with("digest", applied.digest())
                                        .with("files", applied.files())
                                        .with("changes", applied.changes()))
                                .toList());
    }
}
