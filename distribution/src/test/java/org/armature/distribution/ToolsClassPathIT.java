package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two class paths outside the framework, {@code lib/tools} and {@code lib/runtime}, lack nothing. */
class ToolsClassPathIT {
    @TempDir
    Path temp;

    @Test
    void everyClassOfTheProjectFindsAllItUses() throws Exception {
        Path home = UnpackedZip.into(temp);
        assertEquals(new TreeSet<>(), missing(home.resolve("lib/tools")));
        assertEquals(new TreeSet<>(), missing(home.resolve("lib/runtime")));
    }

    private static TreeSet<String> missing(Path folder) throws IOException {
        List<Path> jars = UnpackedZip.jars(folder);
        List<Path> own = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("armature-"))
                .toList();
        assertFalse(own.isEmpty(), folder + " has no jar of the project");
        TreeSet<String> missing = new TreeSet<>();
        try (URLClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
            for (JavaClass each : new ClassFileImporter().importPaths(own)) {
                for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive()
                            && !target.getPackageName().startsWith("org.osgi.annotation")
                            && !isThere(target.getName(), loader)) {
                        missing.add(each.getName() + " -> " + target.getName());
                    }
                }
            }
        }
        return missing;
    }

    private static boolean isThere(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static URL[] urls(List<Path> jars) throws IOException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }
}
