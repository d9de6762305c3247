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

    /** The jar's name without version, by the longest known prefix of the package, or null. */
    static String jarOf(String packageName) {
        for (String prefix = packageName; !prefix.isEmpty(); prefix = parent(prefix)) {
            String jar = JARS.getProperty(prefix);
            if (jar != null) {
                return jar;
            }
        }
        return null;
    }

    private static String parent(String packageName) {
        int dot = packageName.lastIndexOf('.');
        return dot < 0 ? "" : packageName.substring(0, dot);
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
