package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import org.armature.config.InstanceConfig;
import org.armature.config.problem.Warning;

/** What is legal in the files of instances but may not be meant. */
final class InstanceWarnings {
    private InstanceWarnings() {}

    /** @param hosts to keep copies on */
    static List<String> of(List<InstanceConfig> instances, int hosts) {
        List<String> warnings = new ArrayList<>();
        for (InstanceConfig instance : instances) {
            instance.warnings().stream().map(Warning::toString).forEach(warnings::add);
            instance.warningsFor(hosts).stream().map(Warning::toString).forEach(warnings::add);
        }
        if (instances.isEmpty()) {
            warnings.add("no instance is configured, so there is no table to write to: put a file into etc/instances");
        }
        return warnings;
    }
}
