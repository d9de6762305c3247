package org.armature.replication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RecordDigest;

/**
 * What the replicas of one key answered to one get: each one's set, or a digest that waits for a record it stands for.
 * Records of the same bytes are decoded once, digests worked out only if one came.
 */
final class ReplicaAnswers {
    private record Known(Bytes record, VersionSet set) {}

    private final Map<NodeId, VersionSet> sets = new LinkedHashMap<>();
    private final Map<NodeId, Bytes> digests = new LinkedHashMap<>();
    private final List<Known> known = new ArrayList<>(1);
    private VersionSet merged = VersionSet.EMPTY;

    /** @throws ProtocolException if the record can't be decoded; it counts as no answer */
    void found(NodeId replica, Optional<Bytes> record) throws ProtocolException {
        VersionSet set = record.isPresent() ? decode(record.get()) : VersionSet.EMPTY;
        digests.remove(replica);
        sets.put(replica, set);
        merged = merged.merge(set);
    }

    private VersionSet decode(Bytes record) throws ProtocolException {
        for (Known each : known) {
            if (each.record().equals(record)) {
                return each.set();
            }
        }
        VersionSet set = RecordCodec.decode(record);
        known.add(new Known(record, set));
        return set;
    }

    void digested(NodeId replica, Bytes digest) {
        digests.put(replica, digest);
    }

    /** Takes each digest of a record that is known for that record. */
    void settleDigests() {
        if (digests.isEmpty()) {
            return;
        }
        for (Known each : List.copyOf(known)) {
            Bytes digest = RecordDigest.of(each.set());
            digests.entrySet().removeIf(held -> {
                if (!held.getValue().equals(digest)) {
                    return false;
                }
                sets.put(held.getKey(), each.set());
                return true;
            });
        }
    }

    /** Replicas whose digest stands for no record that is known, in the order they answered. */
    List<NodeId> unsettled() {
        return List.copyOf(digests.keySet());
    }

    void forgetDigest(NodeId replica) {
        digests.remove(replica);
    }

    boolean hasRecord() {
        return !known.isEmpty();
    }

    /** Each replica that answered with what it knows, in the order they answered. */
    Map<NodeId, VersionSet> sets() {
        return sets;
    }

    /** What all of them know together. */
    VersionSet merged() {
        return merged;
    }
}
