package org.armature.antientropy;

import org.armature.model.ActorId;
import org.armature.model.Dot;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.ring.Position;

/**
 * What one key adds to its leaf: 64 bits over its place on the ring, which is its MD5, and the dots of its versions in their
 * order. Vectors and logs do not go in, so that replicas which differ in those alone have the same trees; values need not,
 * since a dot means one value for ever. Not made to withstand somebody who chooses dots.
 */
public final class EntryHash {
    private EntryHash() {}

    public static long of(Position position, VersionSet set) {
        long hash = mix(mix(position.high()) ^ position.low());
        for (Version version : set.versions()) {
            hash = with(hash, version.dot());
        }
        return hash;
    }

    private static long with(long hash, Dot dot) {
        ActorId actor = dot.actor();
        long next = mix(hash ^ actor.node().name().hashCode());
        next = mix(next ^ actor.incarnation());
        next = mix(next ^ actor.epoch());
        return mix(next ^ dot.counter());
    }

    /** Every bit of what goes in changes about half of those that come out (the finisher of SplittableRandom, after Stafford). */
    static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
