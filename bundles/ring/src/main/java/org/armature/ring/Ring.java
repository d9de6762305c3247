package org.armature.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * Which node holds which token, at one epoch (Dynamo §4.2), and from it who owns which key, by the strategy of the
 * cluster (§6.2). Immutable, and safe to share between threads.
 *
 * <p>Under every strategy the ring is cut into Q equal <em>partitions</em>: partition {@code p} covers the positions from
 * p/Q to (p+1)/Q. They are how a node stores and scans. What has owners of its own is a <em>range</em>: a partition in
 * strategies 2 and 3, the way from one token to the next in strategy 1.
 */
public final class Ring {
    public static final int MAX_PARTITIONS = 65_536;
    public static final int MAX_TOKENS = 1_048_576;

    private final long epoch;
    private final Strategy strategy;
    private final int partitions;
    private final List<NodeId> tokens;
    private final List<Position> positions;
    private final SortedMap<NodeId, Member> members;
    private final int hosts;
    private final Walk walk;

    /**
     * By number of owners, then by range; filled when first asked for. Threads may race to fill a place, which is
     * harmless: both work out the same list, and a list is made of final fields only.
     */
    private final PreferenceList[][] lists;

    /**
     * A ring of strategy 3, with as many partitions as tokens.
     *
     * @throws IllegalArgumentException if a token's node is no member, or Q is not 1 to 65,536
     */
    public Ring(long epoch, List<NodeId> tokens, SortedMap<NodeId, Member> members) {
        this(epoch, Strategy.EQUAL_PARTITIONS, tokens.size(), tokens, new TokenPositions(tokens.size()), members);
    }

    /**
     * @param partitions Q, 1 to 65,536
     * @param tokens by position, no two at one; in strategy 3 one at the start of each partition
     * @throws IllegalArgumentException if they are not, or a token's node is no member
     */
    public Ring(long epoch, Strategy strategy, int partitions, List<Token> tokens, SortedMap<NodeId, Member> members) {
        this(
                epoch,
                strategy,
                partitions,
                tokens.stream().map(Token::node).toList(),
                tokens.stream().map(Token::position).toList(),
                members);
        for (int token = 1; token < tokens.size(); token++) {
            if (positions.get(token - 1).compareTo(positions.get(token)) >= 0) {
                throw new IllegalArgumentException("tokens must stand in the order of their positions, no two at one: "
                        + tokens.get(token) + " follows " + tokens.get(token - 1));
            }
        }
        if (strategy == Strategy.EQUAL_PARTITIONS && !positions.equals(new TokenPositions(partitions))) {
            throw new IllegalArgumentException(
                    "in strategy 3 each of the " + partitions + " partitions has a token at its start and no other");
        }
    }

    private Ring(
            long epoch,
            Strategy strategy,
            int partitions,
            List<NodeId> tokens,
            List<Position> positions,
            SortedMap<NodeId, Member> members) {
        this.epoch = epoch;
        this.strategy = strategy;
        this.partitions = partitions;
        this.tokens = List.copyOf(tokens);
        this.positions = positions;
        this.members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        int most = strategy == Strategy.EQUAL_PARTITIONS ? MAX_PARTITIONS : MAX_TOKENS;
        if (tokens.isEmpty() || tokens.size() > most) {
            throw new IllegalArgumentException("a ring has 1 to " + most + " tokens, not " + tokens.size());
        }
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException("Q=" + partitions + ", must be 1 to " + MAX_PARTITIONS);
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
        this.walk = new Walk(this.tokens, this.members);
        this.lists = new PreferenceList[hosts + 1][];
    }

    public long epoch() {
        return epoch;
    }

    /** The same, as of another epoch. */
    public Ring withEpoch(long other) {
        return new Ring(other, strategy, partitions, tokens, positions, members);
    }

    public Strategy strategy() {
        return strategy;
    }

    /** Q. */
    public int partitions() {
        return partitions;
    }

    public int partitionOf(Position position) {
        return position.partitionOf(partitions);
    }

    /** How many ranges have owners of their own: Q in strategies 2 and 3, as many as there are tokens in strategy 1. */
    public int ranges() {
        return strategy == Strategy.RANDOM_TOKENS ? tokens.size() : partitions;
    }

    /** How large a range is: 1 in strategies 2 and 3, a part of a partition, or more than one, in strategy 1. */
    double partitionsIn(int range) {
        if (strategy != Strategy.RANDOM_TOKENS) {
            return 1;
        }
        double end = positions.get(range).shareBefore();
        double start = range == 0
                ? positions.get(positions.size() - 1).shareBefore() - 1
                : positions.get(range - 1).shareBefore();
        return (end - start) * partitions;
    }

    /** In strategy 1 that of the first token at or after the position, else its partition. */
    public int rangeOf(Position position) {
        return strategy == Strategy.RANDOM_TOKENS
                ? TokenPositions.atOrAfter(positions, position)
                : partitionOf(position);
    }

    /**
     * Worked out once for each N and range; asking again costs a look-up.
     *
     * @param range 0 to {@link #ranges()} - 1
     * @param n at least 1; of an N beyond {@link #hosts()} all hosts become owners
     */
    public PreferenceList preferenceList(int range, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("N=" + n + ", must be 1 or more");
        }
        Objects.checkIndex(range, ranges());
        int owners = Math.min(n, hosts);
        PreferenceList[] ofN = lists[owners];
        if (ofN == null) {
            ofN = new PreferenceList[ranges()];
            lists[owners] = ofN;
        }
        PreferenceList list = ofN[range];
        if (list == null) {
            list = list(range, owners);
            ofN[range] = list;
        }
        return list;
    }

    /** The same for the range in which a position lies. */
    public PreferenceList preferenceList(Position position, int n) {
        return preferenceList(rangeOf(position), n);
    }

    /** The owners of each range that a partition meets, or that follows its last token under strategy 1. */
    public List<List<NodeId>> ownersWithin(int partition, int n) {
        Objects.checkIndex(partition, partitions);
        int range = rangeOf(Position.startOf(partition, partitions));
        List<List<NodeId>> owners = new ArrayList<>();
        owners.add(preferenceList(range, n).owners());
        while (strategy == Strategy.RANDOM_TOKENS
                && partitionOf(positions.get(range)) == partition
                && owners.size() < ranges()) {
            range = range + 1 == ranges() ? 0 : range + 1;
            owners.add(preferenceList(range, n).owners());
        }
        return owners;
    }

    private PreferenceList list(int range, int owners) {
        List<NodeId> nodes = walk.from(firstToken(range));
        int cut = Math.min(owners, nodes.size());
        return new PreferenceList(nodes.subList(0, cut), nodes.subList(cut, nodes.size()));
    }

    /** In strategy 2 the first at or after the end of the partition, else that of the same number. */
    private int firstToken(int range) {
        if (strategy != Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS) {
            return range;
        }
        int next = range + 1 == partitions ? 0 : range + 1;
        return TokenPositions.atOrAfter(positions, Position.startOf(next, partitions));
    }

    /** The owner of each token in ring order. */
    public List<NodeId> tokens() {
        return tokens;
    }

    /** Where each token stands, ascending. */
    public List<Position> tokenPositions() {
        return positions;
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
                && strategy == that.strategy
                && partitions == that.partitions
                && tokens.equals(that.tokens)
                && members.equals(that.members)
                && (strategy == Strategy.EQUAL_PARTITIONS || positions.equals(that.positions));
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, strategy, partitions, tokens, members);
    }

    @Override
    public String toString() {
        return "ring " + epoch + " of " + partitions + " partitions on " + members.keySet();
    }
}
