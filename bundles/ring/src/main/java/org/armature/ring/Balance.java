package org.armature.ring;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.armature.model.NodeId;

/**
 * How evenly a ring loads its nodes, for tables of one N. If all keys are asked for equally often, load is as
 * partitions.
 *
 * @param n the N of the tables
 * @param loads of every member
 */
public record Balance(int n, SortedMap<NodeId, Load> loads) {
    /** Below this many tokens a node, load spreads coarsely. */
    public static final int FEWEST_TOKENS = 32;

    /**
     * @param tokens of the node, and so the partitions it is the first owner of
     * @param replicas the partitions it is an owner of
     */
    public record Load(int tokens, int replicas) {}

    public Balance {
        loads = Collections.unmodifiableSortedMap(new TreeMap<>(loads));
    }

    public static Balance of(Ring ring, int n) {
        SortedMap<NodeId, Integer> tokens = new TreeMap<>();
        SortedMap<NodeId, Integer> replicas = new TreeMap<>();
        for (int partition = 0; partition < ring.partitions(); partition++) {
            tokens.merge(ring.tokens().get(partition), 1, Integer::sum);
            for (NodeId owner : ring.preferenceList(partition, n).owners()) {
                replicas.merge(owner, 1, Integer::sum);
            }
        }
        SortedMap<NodeId, Load> loads = new TreeMap<>();
        for (NodeId node : ring.members().keySet()) {
            loads.put(node, new Load(tokens.getOrDefault(node, 0), replicas.getOrDefault(node, 0)));
        }
        return new Balance(n, loads);
    }

    public Spread tokens() {
        return spread(Load::tokens);
    }

    public Spread replicas() {
        return spread(Load::replicas);
    }

    private Spread spread(ToIntFunction<Load> figure) {
        var statistics = loads.values().stream().mapToInt(figure).summaryStatistics();
        return new Spread(statistics.getAverage(), statistics.getMax());
    }

    /** A sentence for the operator if a node has fewer than {@value #FEWEST_TOKENS} tokens. */
    public Optional<String> warning() {
        SortedMap<NodeId, Integer> tokens = new TreeMap<>();
        loads.forEach((node, load) -> tokens.put(node, load.tokens()));
        return thinWarning(tokens);
    }

    static Optional<String> thinWarning(SortedMap<NodeId, Integer> tokens) {
        long thin =
                tokens.values().stream().filter(count -> count < FEWEST_TOKENS).count();
        if (thin == 0) {
            return Optional.empty();
        }
        var fewest = Collections.min(tokens.entrySet(), Map.Entry.comparingByValue());
        int partitions = tokens.values().stream().mapToInt(Integer::intValue).sum();
        return Optional.of(thin + " of " + tokens.size() + " nodes have fewer than " + FEWEST_TOKENS + " tokens, "
                + fewest.getKey() + " the fewest with " + fewest.getValue() + " of " + partitions
                + ": load spreads coarsely over them, and a node without a token holds nothing; for this many nodes"
                + " of equal weight Q, which is fixed when the cluster is made, would be "
                + FEWEST_TOKENS * tokens.size() + " or more");
    }

    /** The mean over all nodes and the node with the most. */
    public record Spread(double mean, int max) {
        /** Mean load by the load of the most loaded node, up to 1 (Dynamo §6.2, figure 8). */
        public double efficiency() {
            return mean / max;
        }
    }
}
