package org.armature.config;

import java.util.Locale;
import org.armature.config.schema.Kinds;
import org.armature.model.TableName;
import org.armature.storage.Durability;

/** A table with everything settled: its own keys, else the instance's defaults, else the defaults of the software. */
public record TableConfig(
        TableName name, Quorum quorum, EngineSelection engine, Durability durability, ObjectLimits limits) {

    /** One line for the operator. */
    public String summary() {
        return String.format(
                "%s: n=%d r=%d w=%d, %s, durability %s, values up to %s, up to %d siblings",
                name.table(),
                quorum.n(),
                quorum.r(),
                quorum.w(),
                engine,
                durability.name().toLowerCase(Locale.ROOT),
                Kinds.showSize(limits.maxValueBytes()),
                limits.maxSiblings());
    }
}
