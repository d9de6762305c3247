package org.armature.config;

import java.util.Optional;
import org.armature.config.problem.Place;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;

/** A table's own block over the instance's defaults. */
record Layers(Section table, Section defaults) {

    /** What the table says, else what the defaults say, else the software's default if there is one. */
    <T> Optional<T> find(Setting<T> setting) {
        return holder(setting).given(setting).or(setting::fallback);
    }

    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new AssertionError(setting.key() + " has no value"));
    }

    /** Whether what counts was reported as wrong already. */
    boolean isUnfit(Setting<?> setting) {
        return holder(setting).isUnfit(setting);
    }

    /** The block that decides; the defaults if neither says anything. */
    Section holder(Setting<?> setting) {
        return table.has(setting) ? table : defaults;
    }

    /** Where the value that counts is given; the table's block if it is given nowhere. */
    Place place(Setting<?> setting) {
        return table.has(setting) || !defaults.has(setting) ? table.place(setting) : defaults.place(setting);
    }

    /** The key under which the value that counts is given; the table's if it is given nowhere. */
    String key(Setting<?> setting) {
        return table.has(setting) || !defaults.has(setting) ? table.key(setting) : defaults.key(setting);
    }
}
