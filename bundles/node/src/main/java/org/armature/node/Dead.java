package org.armature.node;

import java.util.OptionalLong;
import org.armature.model.VersionSet;

/** Whether all that is known of a key reads as deleted. */
final class Dead {
    private Dead() {}

    static boolean isDead(VersionSet set, long wallMillis) {
        OptionalLong from = set.deadFrom();
        return from.isPresent() && from.getAsLong() <= wallMillis;
    }
}
