package org.armature.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which jar brings a package: the jars of this distribution and the libraries that engines are known to want. Used to
 * give advice only.
 */
final class PackageOrigins {
    private static final Properties JARS = load();

    private PackageOrigins() {}

    /** The jar's name without version, by the longest known prefix of the package or capability, or null. */
    static String jarOf(String name) {
        for (String prefix = name; !prefix.isEmpty(); prefix = parent(prefix)) {
            String jar = JARS.getProperty(prefix);
            if (jar != null) {
                return jar;
            }
        }
        return null;
    }

    private static String parent(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = PackageOrigins.class.getResourceAsStream("package-origins.properties")) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }
}
