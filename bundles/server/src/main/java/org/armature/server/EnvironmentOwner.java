package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;

/**
 * Whose stores a directory of an engine holds, by a file in it: a copy of another node's would have this node count on from
 * where that one was, so that one dot came to mean two values. A directory without that file is taken for this node's own,
 * as it stands in its data directory.
 */
record EnvironmentOwner(String cluster, NodeId node) {
    static final String FILE = "owner";

    /** @throws EngineMissing if the directory is somebody else's, or can't be read; nothing in it is changed */
    void claim(Path directory, String instance) {
        Path file = directory.resolve(FILE);
        String mine = "cluster=" + cluster + "\nnode=" + node + "\ninstance=" + instance + "\n";
        try {
            String found = Files.readString(file, StandardCharsets.UTF_8);
            if (!found.equals(mine)) {
                throw new EngineMissing(
                        ErrorCode.DIRECTORY_FOREIGN,
                        directory + " holds stores of " + shown(found) + ", and these would be " + shown(mine)
                                + ": it was copied or moved here. Put back the directory that belongs here, or take this"
                                + " one away, whereupon the table begins empty on this node and gets its objects from"
                                + " the others. Nothing in it was changed");
            }
        } catch (NoSuchFileException e) {
            mark(file, mine);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void mark(Path file, String mine) {
        try {
            Files.createDirectories(file.getParent());
            DurableFile.write(file, mine);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static EngineMissing unreadable(Path file, IOException e) {
        return new EngineMissing(
                ErrorCode.DIRECTORY_UNREADABLE,
                file + ", which says whose the stores are, can't be read or made: " + e);
    }

    private static String shown(String text) {
        return text.strip().replace("\n", ", ").replace('=', ' ');
    }
}
