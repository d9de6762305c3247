package org.armature.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar the launcher installs.
 *
 * @param startLevel lower levels start earlier and stop later
 * @param optional whether the node starts without it, as it does without an engine
 */
record BundleFile(Path jar, int startLevel, boolean optional) {

    /** The last two parts of the path, enough to find the file: {@code engines/armature-engine-memory.jar}. */
    String shortName() {
        return jar.getParent().getFileName() + "/" + jar.getFileName();
    }

    /** Framework location: the jar is used where it lies, not copied. */
    String location() {
        return "reference:" + jar.toUri();
    }

    /** What is wrong with the file itself, as half a sentence, or null if it is a bundle. */
    String defect() {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
                return "it is a jar but no OSGi bundle: its manifest has no Bundle-SymbolicName";
            }
            return null;
        } catch (IOException unreadable) {
            return "it cannot be read as a jar: " + unreadable.getMessage();
        }
    }
}
