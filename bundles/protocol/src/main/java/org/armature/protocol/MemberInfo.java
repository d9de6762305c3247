package org.armature.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Ring;

/**
 * What a node says of itself; nobody else changes it, so of two the one with the higher stamp (start, version) holds.
 *
 * @param life the first start it remembers, from 1: a later one than others remember of it means that it has lost its
 *     memory
 * @param start counts the node's starts, from the life on
 * @param version counts what it has said since that start; 0 is what others remember of it from before their own start
 * @param incarnation a new one whenever its data is doubtful
 * @param minVersion lowest protocol version it speaks
 * @param maxVersion highest protocol version it speaks
 * @param partitions Q of the ring it knows
 * @param strategy its number in the paper
 * @param acknowledged the ring all of it works by
 * @param load figures that change all the time
 * @param instances a digest of each instance's configuration
 */
public record MemberInfo(
        Member member,
        long life,
        long start,
        long version,
        long incarnation,
        int minVersion,
        int maxVersion,
        String software,
        int partitions,
        int strategy,
        StateStamp acknowledged,
        SortedSet<Integer> replicationFactors,
        Load load,
        SortedMap<String, Long> instances) {

    /**
     * @param hints kept for others, rounded up to a figure of two digits: 0 means none
     * @param transfers under way
     * @param keys rounded
     * @param bytes rounded
     * @param sent bytes sent in transfers since the node's start
     * @param drainedEpoch of a node that leaves: the ring epoch in which it has handed over all places and hints, and
     *     takes none any more; 0 as long as it has not
     */
    public record Load(long hints, int transfers, long keys, long bytes, long sent, long drainedEpoch) {
        public static final Load NONE = new Load(0, 0, 0, 0, 0);

        /** @throws IllegalArgumentException if a figure is negative */
        public Load {
            if (hints < 0 || transfers < 0 || keys < 0 || bytes < 0 || sent < 0 || drainedEpoch < 0) {
                throw new IllegalArgumentException("load of " + hints + " hints, " + transfers + " transfers, " + keys
                        + " keys, " + bytes + " bytes, " + sent + " bytes sent, drained in epoch " + drainedEpoch
                        + ": none is negative");
            }
        }

        /** Of a node that has not drained. */
        public Load(long hints, int transfers, long keys, long bytes, long sent) {
            this(hints, transfers, keys, bytes, sent, 0);
        }
    }

    private static final int MAX_N = 255;

    /** @throws IllegalArgumentException naming every field that is out of range */
    public MemberInfo {
        replicationFactors = Collections.unmodifiableSortedSet(new TreeSet<>(replicationFactors));
        instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
        List<String> wrong = new ArrayList<>();
        if (life < 1 || start < life || version < 0) {
            wrong.add("life=" + life + ", start=" + start + ", version=" + version
                    + ", must be from 1, from life and from 0");
        }
        if (partitions < 1 || partitions > Ring.MAX_PARTITIONS) {
            wrong.add("partitions=" + partitions + ", must be 1 to " + Ring.MAX_PARTITIONS);
        }
        if (strategy < 1 || strategy > 3) {
            wrong.add("strategy=" + strategy + ", must be 1 to 3");
        }
        if (!replicationFactors.isEmpty() && (replicationFactors.first() < 1 || replicationFactors.last() > MAX_N)) {
            wrong.add("replicationFactors=" + replicationFactors + ", must be 1 to " + MAX_N);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("node " + member.node() + ": " + String.join("; ", wrong));
        }
    }

    public NodeId node() {
        return member.node();
    }

    public boolean isNewerThan(MemberInfo other) {
        return start != other.start ? start > other.start : version > other.version;
    }

    /** What is worth remembering over a restart: who the node was. Gives way to whatever the node itself says. */
    public MemberInfo remembered() {
        return new MemberInfo(
                member,
                life,
                start,
                0,
                incarnation,
                minVersion,
                maxVersion,
                software,
                partitions,
                strategy,
                StateStamp.NONE,
                Collections.emptySortedSet(),
                Load.NONE,
                Collections.emptySortedMap());
    }
}
