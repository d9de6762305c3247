package org.armature.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keys of this shard that are deleted, expire some time, or have long version vectors, as far as they are few: so that nobody
 * goes through a whole partition for them. Of a partition that has too many, or was not gone through yet, none is kept.
 */
final class Suspects {
    /** All together; a few hundred bytes each. */
    private static final int MOST = 20_000;

    private static final int MOST_OF_PARTITION = 2_048;

    private final Map<Integer, Map<Located.RecordName, Located>> known = new TreeMap<>();
    private final Set<Integer> tooMany = new TreeSet<>();
    private int size;

    /** The partition is about to be gone through: what is added from now on is all there is. */
    void begin(int partition) {
        forget(partition);
        tooMany.remove(partition);
        known.put(partition, new LinkedHashMap<>());
    }

    /** It is not known what there is. */
    void forget(int partition) {
        Map<Located.RecordName, Located> forgotten = known.remove(partition);
        size -= forgotten == null ? 0 : forgotten.size();
    }

    /** Whether there were more than are kept when it was last gone through, or since. */
    boolean areTooMany(int partition) {
        return tooMany.contains(partition);
    }

    void add(Located at) {
        Map<Located.RecordName, Located> ofPartition = known.get(at.partition());
        if (ofPartition == null) {
            return;
        }
        if (ofPartition.size() >= MOST_OF_PARTITION || size >= MOST) {
            tooMany.add(at.partition());
            forget(at.partition());
        } else if (ofPartition.put(at.name(), at) == null) {
            size++;
        }
    }

    void remove(Located at) {
        Map<Located.RecordName, Located> ofPartition = known.get(at.partition());
        if (ofPartition != null && ofPartition.remove(at.name()) != null) {
            size--;
        }
    }

    /** Empty if the partition must be gone through. */
    Optional<List<Located>> of(int partition) {
        return Optional.ofNullable(known.get(partition)).map(keys -> List.copyOf(keys.values()));
    }
}
