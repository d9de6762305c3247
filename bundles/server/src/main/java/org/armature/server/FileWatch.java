package org.armature.server;

import java.util.List;

/**
 * Notices that files have changed and that whoever writes them has finished: two looks in turn see the same, and it is not
 * what was taken last. Not thread-safe.
 */
final class FileWatch {
    private List<String> taken;
    private List<String> seen;

    /** @param first what was read at the start */
    FileWatch(List<String> first) {
        taken = first;
        seen = first;
    }

    /** @return whether the files are to be read now */
    boolean look(List<String> now) {
        boolean stable = now.equals(seen);
        seen = now;
        if (!stable || now.equals(taken)) {
            return false;
        }
        taken = now;
        return true;
    }

    /** They have been read, whoever asked for it. */
    void took(List<String> now) {
        taken = now;
        seen = now;
    }
}
