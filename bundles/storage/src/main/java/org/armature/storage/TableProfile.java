package org.armature.storage;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a table is going to hold, and how it is going to be used, as its file declares.
 *
 * @param objectBytes size of a typical object
 * @param accesses empty if nothing was declared
 * @param durability what its engine must promise
 */
public record TableProfile(long objectBytes, Set<AccessPattern> accesses, Durability durability) {
    public TableProfile {
        EnumSet<AccessPattern> declared = EnumSet.noneOf(AccessPattern.class);
        declared.addAll(accesses);
        accesses = Collections.unmodifiableSet(declared);
    }
}
