package org.armature.simulator.balance;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.armature.ring.Member;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/**
 * Nodes whose weights follow one another by turns, to see how exactly strategy 3 honours them.
 *
 * @param weights of the first nodes, then over again
 */
record WeightCycle(List<Integer> weights) {
    static final WeightCycle ONE_TWO = new WeightCycle(List.of(1, 2));
    static final WeightCycle ONE_TWO_FOUR = new WeightCycle(List.of(1, 2, 4));

    WeightCycle {
        weights = List.copyOf(weights);
    }

    /**
     * How far the node furthest from its weight is off, as a part of its share.
     *
     * @return empty if these weights can't be: a node that holds one copy of every key at most can't have more than one
     *     part in N of all weights
     */
    OptionalDouble furthest(int nodes, int n, int partitions) {
        Collection<Member> members = Nodes.named("n", nodes, node -> weights.get(node % weights.size()));
        Layouts layouts = new Layouts(members, n);
        int heaviest = Collections.max(weights.subList(0, Math.min(nodes, weights.size())));
        if ((long) n * heaviest > layouts.weight()) {
            return OptionalDouble.empty();
        }
        Evenness placement = Loads.placement(layouts.ring(new Shape(Strategy.EQUAL_PARTITIONS, partitions, 1)), n);
        return OptionalDouble.of(Math.abs(placement.furthestDeviation()));
    }
}
