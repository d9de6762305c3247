package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which directory an environment belongs to: a copy has another inode. Its device is left out, since that changes when a
 * machine starts again.
 *
 * @param inode 0 where the file system has none
 */
record Home(String path, long inode) {
    static Home of(Path directory) throws IOException {
        boolean unix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
        long inode = unix ? ((Number) Files.getAttribute(directory, "unix:ino")).longValue() : 0;
        return new Home(directory.toRealPath().toString(), inode);
    }

    /** Whether both are one directory, perhaps under another name: by inode, or where there is none, by path. */
    boolean isThat(Home other) {
        boolean both = inode != 0 && other.inode != 0;
        return both ? inode == other.inode : path.equals(other.path);
    }
}
