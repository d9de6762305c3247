package org.armature.ring;

import java.util.List;
import java.util.SortedMap;
import org.armature.model.NodeId;

/**
 * Which node holds which token, at one epoch (Dynamo §4.2, §6.2 strategy 3: Q equal partitions, Q/S tokens a node).
 * Immutable. Partition {@code p} covers the positions from p/Q to (p+1)/Q of the ring; its preference list begins with
 * the owner of token {@code p} and goes on clockwise.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Ring {
    /** @throws IllegalArgumentException if a token's node is no member, or Q is not 1 to 65,536 */
    public Ring(long epoch, List<NodeId> tokens, SortedMap<NodeId, Member> members) {
        throw new AssertionError(epoch + " " + tokens + members);
    }

    public long epoch() {
        throw new AssertionError();
    }

    /** Q. */
    public int partitions() {
        throw new AssertionError();
    }

    public int partitionOf(Position position) {
        throw new AssertionError(position);
    }

    /** Worked out once for each N and partition; asking again costs a look-up. */
    public PreferenceList preferenceList(int partition, int n) {
        throw new AssertionError(partition + n);
    }

    /** The owner of each token in ring order. */
    public List<NodeId> tokens() {
        throw new AssertionError();
    }

    public SortedMap<NodeId, Member> members() {
        throw new AssertionError();
    }

    /** How many distinct hosts the members run on. */
    public int hosts() {
        throw new AssertionError();
    }
}
