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
     * @param refused whether the files are not taken, for what is wrong with some of it
     */
    static List<KeyChange> between(
            List<InstanceConfig> running,
            List<InstanceConfig> found,
            StoredTables stored,
            SortedMap<TableName, String> held,
            boolean refused) {
        List<ConfigChange> wanted = ConfigDifference.between(running, found, stored);
        List<ConfigChange> changes = new ArrayList<>();
        wanted.stream()
                .map(change -> HeldChanges.withReason(change, held))
                .map(change -> refused ? refused(change) : change)
                .forEach(changes::add);
        ConfigDifference.pending(found, stored).stream()
                .filter(pending -> wanted.stream()
                        .noneMatch(change -> change.subject().equals(pending.subject())
                                && change.effect() == pending.effect()
                                && change.why().equals(pending.why())))
                .forEach(changes::add);
        return changes.stream().map(ReportedChanges::told).toList();
    }

    /** Of files that are taken as a whole or not at all. */
    private static ConfigChange refused(ConfigChange change) {
        return change.effect() == ConfigEffect.REFUSED
                ? change
                : change.becoming(
                        ConfigEffect.REFUSED,
                        "the files are refused as a whole; once they are right: "
                                + change.effect().text()
                                + (change.why().isEmpty() ? "" : ", " + change.why()));
    }

    private static KeyChange told(ConfigChange change) {
        return new KeyChange(
                change.subject(),
                change.key(),
                change.before(),
                change.after(),
                change.place().toString(),
                change.effect(),
                change.why());
    }

    /** By table and key, as they would be written. */
    static SortedMap<String, String> values(List<InstanceConfig> running) {
        SortedMap<String, String> values = new TreeMap<>();
        TakingEffect.tables(running)
                .forEach((name, table) -> table.values().forEach((key, value) -> values.put(name + " " + key, value)));
        return values;
    }
}
