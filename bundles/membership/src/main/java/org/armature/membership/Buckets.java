package org.armature.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.ring.MoveSet;
import org.armature.ring.Progress;

/**
 * Hashes of entries, kept up to date with each change: a bucket's is the sum of its entries', so their order does not
 * matter. They tell apart what differs by accident, and are no protection against forgery.
 */
final class Buckets {
    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;
    private static final long START_FACTOR = 0x9e37_79b9_7f4a_7c15L;
    private static final long VERSION_FACTOR = 0xc2b2_ae3d_27d4_eb4fL;

    private final long[] sums = new long[MembershipMessage.BUCKETS];

    static int of(String key) {
        return (int) mixed(keyHash(key)) & (MembershipMessage.BUCKETS - 1);
    }

    void add(EntryDigest entry) {
        sums[of(entry.key())] += hash(entry);
    }

    void remove(EntryDigest entry) {
        sums[of(entry.key())] -= hash(entry);
    }

    private static long hash(EntryDigest entry) {
        return mixed(keyHash(entry.key()) + entry.start() * START_FACTOR + mixed(entry.version() * VERSION_FACTOR));
    }

    private static long keyHash(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    static long hash(Progress progress) {
        long hash = mixed(progress.changeEpoch());
        hash = hash * FNV_PRIME + hash(progress.moved());
        return hash * FNV_PRIME + hash(progress.returned());
    }

    private static long hash(SortedMap<Integer, MoveSet> moves) {
        long hash = FNV_OFFSET;
        for (Map.Entry<Integer, MoveSet> ofN : moves.entrySet()) {
            hash = mixed(hash + ofN.getKey());
            for (byte bits : ofN.getValue().toBytes()) {
                hash = (hash ^ bits) * FNV_PRIME;
            }
        }
        return mixed(hash);
    }

    /** Each bit of the result depends on each of the argument (the finisher of MurmurHash3). */
    static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51_afd7_ed55_8ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
        return mixed ^ mixed >>> 33;
    }

    /** Of all entries and of something else. */
    long root(long other) {
        long root = mixed(other);
        for (long sum : sums) {
            root = mixed(root * FNV_PRIME + sum);
        }
        return root;
    }

    List<Integer> hashes() {
        List<Integer> hashes = new ArrayList<>(sums.length);
        for (long sum : sums) {
            hashes.add((int) mixed(sum));
        }
        return List.copyOf(hashes);
    }

    /** A bit for each bucket whose hash is another. */
    int differing(List<Integer> others) {
        List<Integer> own = hashes();
        int differing = 0;
        for (int bucket = 0; bucket < own.size(); bucket++) {
            if (!own.get(bucket).equals(others.get(bucket))) {
                differing |= 1 << bucket;
            }
        }
        return differing;
    }
}
