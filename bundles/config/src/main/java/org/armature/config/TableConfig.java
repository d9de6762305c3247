package org.armature.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.config.schema.Kinds;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;
import org.armature.storage.Durability;

/**
 * A table with everything settled: its own keys, else the instance's defaults, else the defaults of the software.
 *
 * @param durableReplica what one replica's copy of each write survives, beyond {@code durability}
 * @param ttl how long a value lives whose writer does not say; empty for until it is replaced
 */
public record TableConfig(
        TableName name,
        Quorum quorum,
        QuorumTerms terms,
        Reconciling reconciling,
        EngineSelection engine,
        Durability durability,
        Optional<Durability> durableReplica,
        ObjectLimits limits,
        Optional<TimeToLive> ttl) {

    /** By key, each as it would be written, in the order of the documentation. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        TableValues.of(this).forEach((setting, value) -> values.put(setting.key(), value));
        return values;
    }

    /** One line for the operator; what is seldom changed is only named where it was. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        parts.add(String.format("n=%d r=%d w=%d", quorum.n(), quorum.r(), quorum.w()));
        parts.addAll(terms.peculiarities());
        parts.addAll(reconciling.peculiarities());
        parts.add(engine.toString());
        parts.add("durability " + durability.text()
                + durableReplica.map(one -> ", one replica " + one.text()).orElse(""));
        parts.add("values up to " + Kinds.showSize(limits.maxValueBytes()));
        parts.add("up to " + limits.maxSiblings() + " siblings");
        ttl.ifPresent(time -> parts.add("values live " + Kinds.showDuration(time.duration())));
        return name.table() + ": " + String.join(", ", parts);
    }
}
