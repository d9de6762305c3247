package org.armature.config.schema;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;

/** Resolves a substitution that the file itself does not define, such as {@code ${NODE_ID}}. */
final class EnvironmentVariables implements ConfigResolver {
    static final String ORIGIN = "environment variable ";

    private final Map<String, String> variables;

    EnvironmentVariables(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public ConfigValue lookup(String path) {
        List<String> segments = ConfigUtil.splitPath(path);
        String value = segments.size() == 1 ? variables.get(segments.get(0)) : null;
        return value == null ? null : ConfigValueFactory.fromAnyRef(value, ORIGIN + segments.get(0));
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
        return this;
    }
}
