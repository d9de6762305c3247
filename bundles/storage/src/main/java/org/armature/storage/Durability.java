package org.armature.storage;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a write has survived when it is acknowledged; a later constant survives all that an earlier one does. */
public enum Durability {
    /** Nothing: it may be lost when the process dies. */
    MEMORY,
    /** The death of the process ({@code kill -9}), not that of the machine: the write was handed to the system. */
    PROCESS,
    /** A power loss: the write was forced to the disk. */
    DISK;

    /** As configuration files have it: {@code disk}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Several, from the weakest: {@code process, disk}. */
    public static String texts(Collection<Durability> durabilities) {
        return durabilities.stream().sorted().map(Durability::text).collect(Collectors.joining(", "));
    }
}
