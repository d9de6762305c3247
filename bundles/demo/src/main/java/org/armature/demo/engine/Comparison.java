package org.armature.demo.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/**
 * What a node found when it compared all that two engines have of a table, as {@code armature engine verify} does.
 *
 * @param entries compared
 * @param differing of those
 * @param cause why not everything was compared; empty if it was
 */
public record Comparison(long stores, long entries, long differing, String cause) {
    private static final Pattern ENTRIES = Pattern.compile(".*: (\\d+) entries");
    private static final Pattern DIFFERING = Pattern.compile("(\\d+) of \\d+ entries differ");

    /** @param task of the comparison, ended */
    static Comparison of(Task task) {
        Matcher entries = ENTRIES.matcher(task.what());
        Matcher differing = DIFFERING.matcher(task.cause());
        boolean differs = differing.matches();
        boolean whole = task.state() == TaskState.DONE || differs;
        return new Comparison(
                task.items().done(),
                entries.matches() ? Long.parseLong(entries.group(1)) : 0,
                differs ? Long.parseLong(differing.group(1)) : 0,
                whole ? "" : task.state() + " " + task.cause());
    }

    public static Comparison sum(List<Comparison> all) {
        return new Comparison(
                all.stream().mapToLong(Comparison::stores).sum(),
                all.stream().mapToLong(Comparison::entries).sum(),
                all.stream().mapToLong(Comparison::differing).sum(),
                String.join(
                        "; ",
                        all.stream()
                                .map(Comparison::cause)
                                .filter(cause -> !cause.isEmpty())
                                .toList()));
    }

    /** Whether everything was compared and nothing differs. */
    public boolean isEqual() {
        return differing == 0 && cause.isEmpty();
    }
}
