package org.armature.ring;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.armature.model.NodeId;

/**
 * How evenly a ring loads its nodes, for tables of one N. If all keys are asked for equally often, load is as replicas.
 *
 * @param n the N of the tables
 * @param loads of every member
 */
public record Balance(Strategy strategy, int n, SortedMap<NodeId, Load> loads) {
    /** Below this many tokens a node, load spreads coarsely. */
    public static final int FEWEST_TOKENS = 32;

    /**
     * @param tokens of the node
     * @param replicas the partitions it is an owner of; in strategy 1 it owns parts of partitions
     * @param share the replicas its weight asks for, apart from what hosts and zones may not hold
     */
    public record Load(int tokens, double replicas, double share) {
        /** What it holds in parts of what its weight asks for; 1 if it is served exactly so. */
        public double byWeight() {
            return replicas / share;
        }
    }

    public Balance {
        loads = Collections.unmodifiableSortedMap(new TreeMap<>(loads));
    }

    public static Balance of(Ring ring, int n) {
        SortedMap<NodeId, Integer> tokens = new TreeMap<>();
        ring.tokens().forEach(node -> tokens.merge(node, 1, Integer::sum));
        SortedMap<NodeId, Double> replicas = new TreeMap<>();
        for (int range = 0; range < ring.ranges(); range++) {
            double size = ring.partitionsIn(range);
            ring.preferenceList(range, n).owners().forEach(owner -> replicas.merge(owner, size, Double::sum));
        }
        double all = replicas.values().stream().mapToDouble(it -> it).sum();
        double weights =
                ring.members().values().stream().mapToInt(Member::weight).sum();
        SortedMap<NodeId, Load> loads = new TreeMap<>();
        ring.members()
                .forEach((node, member) -> loads.put(
                        node,
                        new Load(
                                tokens.getOrDefault(node, 0),
                                replicas.getOrDefault(node, 0.0),
                                all * member.weight() / weights)));
        return new Balance(ring.strategy(), n, loads);
    }

    public Spread tokens() {
        return spread(Load::tokens);
    }

    public Spread replicas() {
        return spread(Load::replicas);
    }

    /** Of what nodes hold in parts of what their weights ask for. */
    public Spread byWeight() {
        return spread(Load::byWeight);
    }

    private Spread spread(ToDoubleFunction<Load> figure) {
        var statistics = loads.values().stream().mapToDouble(figure).summaryStatistics();
        return new Spread(statistics.getAverage(), statistics.getMax());
    }

    /** A sentence for the operator if a node has fewer than {@value #FEWEST_TOKENS} tokens. */
    public Optional<String> warning() {
        SortedMap<NodeId, Integer> tokens = new TreeMap<>();
        loads.forEach((node, load) -> tokens.put(node, load.tokens()));
        return thinWarning(strategy, tokens);
    }

    static Optional<String> thinWarning(Strategy strategy, SortedMap<NodeId, Integer> tokens) {
        long thin =
                tokens.values().stream().filter(count -> count < FEWEST_TOKENS).count();
        if (thin == 0) {
            return Optional.empty();
        }
        var fewest = Collections.min(tokens.entrySet(), Map.Entry.comparingByValue());
        int all = tokens.values().stream().mapToInt(Integer::intValue).sum();
        String remedy = "T, the number of tokens for each unit of weight, is fixed when the cluster is made";
        if (strategy == Strategy.EQUAL_PARTITIONS) {
            int enough = FEWEST_TOKENS * tokens.size();
            remedy = all < enough
                    ? "for this many nodes of equal weight Q, which is fixed when the cluster is made, would be "
                            + enough + " or more"
                    : "Q would do for nodes of equal weight: it is their small weight that asks for so few";
        }
        return Optional.of(thin + " of " + tokens.size() + " nodes have fewer than " + FEWEST_TOKENS + " tokens, "
                + fewest.getKey() + " the fewest with " + fewest.getValue() + " of " + all
                + ": load spreads coarsely over them, and a node without a token holds nothing; " + remedy);
    }

    /** The mean over all nodes and the node with the most. */
    public record Spread(double mean, double max) {
        /** Mean load by the load of the most loaded node, up to 1 (Dynamo §6.2, figure 8). */
        public double efficiency() {
            return mean / max;
        }
    }
}
