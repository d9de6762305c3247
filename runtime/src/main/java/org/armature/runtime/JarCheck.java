package org.armature.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.armature.runtime.engine.UnfitJar;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar read from its first entry to its last, and what it says of itself.
 *
 * @param symbolicName without directives
 * @param imports the header, empty if there is none
 */
record JarCheck(String symbolicName, Version version, String imports) {

    /** @throws UnfitJar if it is not whole, or no bundle; the message is half a sentence without the file's name */
    static JarCheck of(Path jar) throws UnfitJar {
        readEveryEntry(jar);
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String name = manifest == null ? null : header(manifest, Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new UnfitJar("it is a jar but no OSGi bundle: its manifest has no Bundle-SymbolicName");
            }
            String imports = header(manifest, Constants.IMPORT_PACKAGE);
            return new JarCheck(name.split(";", -1)[0].strip(), version(manifest), imports == null ? "" : imports);
        } catch (IOException unreadable) {
            throw notAJar(unreadable);
        }
    }

    private static void readEveryEntry(Path jar) throws UnfitJar {
        byte[] buffer = new byte[1 << 16];
        try (ZipFile file = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                CRC32 crc = new CRC32();
                try (InputStream in = file.getInputStream(entry)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        crc.update(buffer, 0, read);
                    }
                }
                if (crc.getValue() != entry.getCrc()) {
                    throw new UnfitJar("it is damaged: entry " + entry.getName() + " has another checksum than its"
                            + " directory says");
                }
            }
        } catch (IOException unreadable) {
            throw notAJar(unreadable);
        }
    }

    private static UnfitJar notAJar(IOException unreadable) {
        return new UnfitJar("it cannot be read as a jar (half copied, or none at all): " + unreadable.getMessage());
    }

    private static String header(Manifest manifest, String name) {
        return manifest.getMainAttributes().getValue(new Attributes.Name(name));
    }

    private static Version version(Manifest manifest) throws UnfitJar {
        String version = header(manifest, Constants.BUNDLE_VERSION);
        try {
            return Version.parseVersion(version);
        } catch (IllegalArgumentException e) {
            throw new UnfitJar("its Bundle-Version is \"" + version + "\", must be like 1.2.3 or 1.2.3.qualifier");
        }
    }

    /** @param packageName of letters and dots */
    boolean imports(String packageName) {
        return imports.matches("(.*[,\\s])?" + packageName.replace(".", "\\.") + "\\s*([;,].*)?");
    }
}
