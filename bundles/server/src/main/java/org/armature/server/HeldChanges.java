package org.armature.server;

import java.util.Optional;
import java.util.SortedMap;
import org.armature.config.ConfigChange;
import org.armature.model.TableName;
import org.armature.protocol.ConfigEffect;

/** Changes of tables that do not run as their files want. */
final class HeldChanges {
    private HeldChanges() {}

    /**
     * The change with what holds it back, if anything does: a table that is to come or go waits as a whole.
     *
     * @param held why tables do not run as their files want
     */
    static ConfigChange withReason(ConfigChange change, SortedMap<TableName, String> held) {
        Optional<String> reason = table(change.subject()).map(held::get);
        if (reason.isEmpty()) {
            return change;
        }
        if (change.effect() == ConfigEffect.AT_ONCE && change.key().isEmpty()) {
            return change.becoming(ConfigEffect.HELD_BACK, reason.get());
        }
        return change.effect() == ConfigEffect.HELD_BACK
                ? change.becoming(ConfigEffect.HELD_BACK, change.why() + " (" + reason.get() + ")")
                : change;
    }

    private static Optional<TableName> table(String subject) {
        int slash = subject.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new TableName(subject.substring(0, slash), subject.substring(slash + 1)));
    }
}
