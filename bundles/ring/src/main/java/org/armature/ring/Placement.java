package org.armature.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * Where the tokens of a new ring go (Dynamo §6.2, strategy 3): to each node by its weight, and so that any
 * <em>spread</em> consecutive tokens, across the seam of the ring too, are on distinct hosts, and in distinct zones if
 * there are as many zones. With fewer zones, such a run of tokens meets as many of them as the weights allow.
 *
 * <p>Distinctness goes before weight: no host holds more than every spread-th token. Where even equal shares can't make
 * the circle come out (three hosts, spread three, 256 tokens), the tokens left over stand at the seam, next to tokens
 * of their own host; preference lists skip those, so copies are on distinct hosts there as well.
 *
 * <p>The successors of each host's tokens are mixed over the other hosts, so that the load of a host that fails spreads
 * over all of them (§4.2). The same members, Q and spread always give the same tokens, on every machine.
 *
 * @param tokens the owner of each token in ring order
 * @param warnings sentences for the operator: weights that could not be honoured, shares too small to be even
 */
public record Placement(List<NodeId> tokens, List<String> warnings) {
    /** The usual number of copies. */
    public static final int USUAL_SPREAD = 3;

    /** Of a host's slots to its nodes; any constant does. */
    private static final long SEED = 0x41524d4154555245L;

    public Placement {
        tokens = List.copyOf(tokens);
        warnings = List.copyOf(warnings);
    }

    /** With a spread of {@value #USUAL_SPREAD}, or of the number of hosts if they are fewer. */
    public static Placement of(Collection<Member> members, int partitions) {
        return of(members, partitions, USUAL_SPREAD);
    }

    /**
     * @param partitions Q, 1 to 65,536; as many tokens
     * @param spread for how many consecutive tokens distinct hosts are asked, at least 1: the largest N of any table; of
     *     a spread beyond the number of hosts the number of hosts is meant
     * @throws IllegalArgumentException if there is no member, a node occurs twice, or a host lies in two zones
     */
    public static Placement of(Collection<Member> members, int partitions, int spread) {
        if (partitions < 1 || partitions > Ring.MAX_PARTITIONS) {
            throw new IllegalArgumentException("Q=" + partitions + ", must be 1 to " + Ring.MAX_PARTITIONS);
        }
        if (spread < 1) {
            throw new IllegalArgumentException("spread=" + spread + ", must be 1 or more");
        }
        Topology topology = Topology.of(members);
        int distance = Math.min(Math.min(spread, topology.hosts()), partitions);
        Shares shares = Shares.of(topology, partitions, distance);
        int[] hosts = Layout.of(topology, shares, distance);
        return new Placement(nodes(topology, shares, hosts), warnings(topology, shares));
    }

    /** Gives each host's slots to its nodes, shuffled. */
    private static List<NodeId> nodes(Topology topology, Shares shares, int[] hosts) {
        List<List<NodeId>> left = new ArrayList<>();
        for (int host = 0; host < topology.hosts(); host++) {
            left.add(new ArrayList<>());
        }
        for (int node = 0; node < topology.nodes(); node++) {
            NodeId id = topology.member(node).node();
            left.get(topology.hostOf(node)).addAll(Collections.nCopies(shares.tokens(node), id));
        }
        Random random = new Random(SEED);
        left.forEach(ofHost -> Collections.shuffle(ofHost, random));
        return Arrays.stream(hosts)
                .mapToObj(host -> {
                    List<NodeId> ofHost = left.get(host);
                    return ofHost.remove(ofHost.size() - 1);
                })
                .toList();
    }

    private static List<String> warnings(Topology topology, Shares shares) {
        List<String> warnings = new ArrayList<>();
        SortedMap<NodeId, Integer> tokens = new TreeMap<>();
        for (int node = 0; node < topology.nodes(); node++) {
            shares.warning(node).ifPresent(warnings::add);
            tokens.put(topology.member(node).node(), shares.tokens(node));
        }
        Balance.thinWarning(Strategy.EQUAL_PARTITIONS, tokens).ifPresent(warnings::add);
        return warnings;
    }
}
