package org.armature.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * Which node holds which token, at one epoch (Dynamo §4.2, §6.2 strategy 3: Q equal partitions, Q/S tokens a node).
 * Immutable, and safe to share between threads. Partition {@code p} covers the positions from p/Q to (p+1)/Q of the
 * ring; its preference list begins with the owner of token {@code p} and goes on clockwise.
 */
public final class Ring {
    public static final int MAX_PARTITIONS = 65_536;

    private final long epoch;
    private final List<NodeId> tokens;
    private final SortedMap<NodeId, Member> members;
    private final int hosts;

    /**
     * By number of owners, then by partition; filled when first asked for. Threads may race to fill a place, which is
     * harmless: both work out the same list, and a list is made of final fields only.
     */
    private final PreferenceList[][] lists;

    /** @throws IllegalArgumentException if a token's node is no member, or Q is not 1 to 65,536 */
    public Ring(long epoch, List<NodeId> tokens, SortedMap<NodeId, Member> members) {
        this.epoch = epoch;
        this.tokens = List.copyOf(tokens);
        this.members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        if (tokens.isEmpty() || tokens.size() > MAX_PARTITIONS) {
            throw new IllegalArgumentException("a ring has 1 to " + MAX_PARTITIONS + " tokens, not " + tokens.size());
        }
        this.members.forEach((node, member) -> {
            if (!member.node().equals(node)) {
                throw new IllegalArgumentException("member " + member.node() + " stands under the name " + node);
            }
        });
        for (NodeId node : this.tokens) {
            if (!this.members.containsKey(node)) {
                throw new IllegalArgumentException("token owner " + node + " is no member of the ring");
            }
        }
        this.hosts = (int)
                this.members.values().stream().map(Member::host).distinct().count();
        this.lists = new PreferenceList[hosts + 1][];
    }

    public long epoch() {
        return epoch;
    }

    /** The same, as of another epoch. */
    public Ring withEpoch(long other) {
        return new Ring(other, tokens, members);
    }

    public Strategy strategy() {
        return Strategy.EQUAL_PARTITIONS;
    }

    /** Q. */
    public int partitions() {
        return tokens.size();
    }

    public int partitionOf(Position position) {
        return position.partitionOf(tokens.size());
    }

    /**
     * Worked out once for each N and partition; asking again costs a look-up.
     *
     * @param partition 0 to Q-1
     * @param n at least 1; of an N beyond {@link #hosts()} all hosts become owners
     */
    public PreferenceList preferenceList(int partition, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("N=" + n + ", must be 1 or more");
        }
        Objects.checkIndex(partition, tokens.size());
        int owners = Math.min(n, hosts);
        PreferenceList[] ofN = lists[owners];
        if (ofN == null) {
            ofN = new PreferenceList[tokens.size()];
            lists[owners] = ofN;
        }
        PreferenceList list = ofN[partition];
        if (list == null) {
            list = walk(partition, owners);
            ofN[partition] = list;
        }
        return list;
    }

    /** Clockwise from the partition's token, past nodes of hosts already met (§4.3). */
    private PreferenceList walk(int partition, int owners) {
        Map<String, NodeId> firstOfHost = new LinkedHashMap<>();
        for (int step = 0; step < tokens.size() && firstOfHost.size() < hosts; step++) {
            NodeId node = tokens.get((partition + step) % tokens.size());
            firstOfHost.putIfAbsent(members.get(node).host(), node);
        }
        List<NodeId> nodes = new ArrayList<>(firstOfHost.values());
        int cut = Math.min(owners, nodes.size());
        return new PreferenceList(nodes.subList(0, cut), nodes.subList(cut, nodes.size()));
    }

    /** The owner of each token in ring order. */
    public List<NodeId> tokens() {
        return tokens;
    }

    public SortedMap<NodeId, Member> members() {
        return members;
    }

    /** How many distinct hosts the members run on. */
    public int hosts() {
        return hosts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ring that
                && epoch == that.epoch
                && tokens.equals(that.tokens)
                && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, tokens, members);
    }

    @Override
    public String toString() {
        return "ring " + epoch + " of " + tokens.size() + " partitions on " + members.keySet();
    }
}
