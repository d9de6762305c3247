package org.armature.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.armature.config.ConfigChange;
import org.armature.config.ConfigDifference;
import org.armature.config.InstanceConfig;
import org.armature.protocol.ConfigEffect;

/** What the history says of a configuration: what came of each change, not what had been expected of it. */
final class NotedChanges {
    private NotedChanges() {}

    /**
     * @param before what the node ran by
     * @param decision what it runs by from now on, and what is held back
     */
    static List<String> effective(List<InstanceConfig> before, TakingEffect.Decision decision, StoredTables stored) {
        return essential(ConfigDifference.between(before, decision.instances(), stored))
                .map(NotedChanges::outcome)
                .toList();
    }

    /**
     * The same, and what files that were just taken want besides.
     *
     * @param wanted what they say
     */
    static List<String> all(
            List<InstanceConfig> before,
            TakingEffect.Decision decision,
            List<InstanceConfig> wanted,
            StoredTables stored) {
        List<String> lines = new ArrayList<>(effective(before, decision, stored));
        essential(ConfigDifference.between(decision.instances(), wanted, stored))
                .map(change -> HeldChanges.withReason(change, decision.held()))
                .map(ConfigChange::toString)
                .forEach(lines::add);
        return lines;
    }

    /** What is said of objects for an engine to be chosen by is no change of its own beside that of the engine. */
    private static Stream<ConfigChange> essential(List<ConfigChange> changes) {
        Set<String> withEngine = new HashSet<>();
        changes.stream()
                .filter(change -> change.isOfEngine() && !change.isOfProfile())
                .forEach(change -> withEngine.add(change.subject()));
        return changes.stream().filter(change -> !change.isOfProfile() || !withEngine.contains(change.subject()));
    }

    private static String outcome(ConfigChange change) {
        if (change.effect() == ConfigEffect.AT_ONCE) {
            boolean engineStays = change.isOfEngine() && !change.why().isEmpty();
            return change.line(engineStays ? "no effect" : "took effect", change.why());
        }
        return change.effect() == ConfigEffect.HELD_BACK ? change.line("took effect", "") : change.toString();
    }
}
