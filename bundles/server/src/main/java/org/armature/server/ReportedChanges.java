package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.ConfigChange;
import org.armature.config.ConfigDifference;
import org.armature.config.InstanceConfig;
import org.armature.model.TableName;
import org.armature.protocol.ConfigEffect;
import org.armature.protocol.ConfigMessage.KeyChange;

/** The configuration as operators see it: what runs, and what the files want otherwise. */
final class ReportedChanges {
    private ReportedChanges() {}

    /**
     * What the files want otherwise than it runs, and what was taken and waits for a migration or a restart.
     *
     * @param held why tables do not run as their files want
     */
    static List<KeyChange> between(
            List<InstanceConfig> running,
            List<InstanceConfig> found,
            StoredTables stored,
            SortedMap<TableName, String> held) {
        List<ConfigChange> changes = new ArrayList<>(ConfigDifference.between(running, found, stored));
        ConfigDifference.pending(found, stored).stream()
                .filter(pending -> changes.stream()
                        .noneMatch(change -> change.subject().equals(pending.subject())
                                && change.effect() == pending.effect()
                                && change.why().equals(pending.why())))
                .toList()
                .forEach(changes::add);
        return changes.stream().map(change -> shown(change, held)).toList();
    }

    private static KeyChange shown(ConfigChange change, SortedMap<TableName, String> held) {
        String why = change.why();
        String reason =
                change.effect() == ConfigEffect.HELD_BACK && change.subject().indexOf('/') > 0
                        ? held.getOrDefault(table(change.subject()), "")
                        : "";
        return new KeyChange(
                change.subject(),
                change.key(),
                change.before(),
                change.after(),
                change.place().toString(),
                change.effect(),
                reason.isEmpty() ? why : why + " (" + reason + ")");
    }

    private static TableName table(String subject) {
        int slash = subject.indexOf('/');
        return new TableName(subject.substring(0, slash), subject.substring(slash + 1));
    }

    /** By table and key, as they would be written. */
    static SortedMap<String, String> values(List<InstanceConfig> running) {
        SortedMap<String, String> values = new TreeMap<>();
        TakingEffect.tables(running)
                .forEach((name, table) -> table.values().forEach((key, value) -> values.put(name + " " + key, value)));
        return values;
    }
}
