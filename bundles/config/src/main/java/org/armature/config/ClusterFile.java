package org.armature.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.armature.config.problem.InvalidConfig;
import org.armature.ring.Ring;

/**
 * What all nodes of a cluster begin with: {@code etc/cluster.conf}, written once by {@code init} and copied to every
 * node.
 *
 * @param id 32 hexadecimal digits, drawn at random: tells clusters apart
 * @param name for people
 * @param ring the first one; later ones are kept in the data directory
 */
public record ClusterFile(String id, String name, Ring ring) {
    /** Where it stands within {@code etc}. */
    public static final String FILE = "cluster.conf";

    static final int FORMAT = 1;
    static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    static final String NAME_TEXT = "a name of 1 to 64 letters, digits, . _ and -, the first a letter or digit";

    public ClusterFile {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a cluster's id is 32 hexadecimal digits, not \"" + id + "\"");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a cluster is given " + NAME_TEXT + ", not \"" + name + "\"");
        }
    }

    /** @throws InvalidConfig with every mistake; NOT_INITIALISED if there is no such file */
    public static ClusterFile read(Path file) {
        return ClusterFileReader.read(file);
    }

    /** As the file holds it. */
    public String text() {
        return ClusterFileText.of(this);
    }

    /** Never replaces a file, and leaves none that is cut short. */
    void writeNew(Path file) throws IOException {
        NewFile.write(file, text(), NewFile.FOR_ALL_TO_READ);
    }
}
