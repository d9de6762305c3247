package org.armature.simulator.balance;

import java.util.OptionalDouble;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/**
 * One line of the balance figure: strategy 3 on as many nodes.
 *
 * @param whole lowest efficiencies at Q
 * @param quarter the same at Q / 4
 * @param oneTwo how far, at Q, the node furthest from its weight is off, as a part of its share, for weights 1 and 2 by
 *     turns; empty if they can't be honoured
 * @param oneTwoFour the same for weights 1, 2 and 4
 */
record ClusterSize(
        int nodes, Efficiencies whole, Efficiencies quarter, OptionalDouble oneTwo, OptionalDouble oneTwoFour) {
    private static final int QUARTER = 4;

    /** Over all runs. */
    record Efficiencies(int partitions, Samples placement, Samples allOwners, Samples firstOwner) {
        Efficiencies(int partitions) {
            this(partitions, new Samples(), new Samples(), new Samples());
        }

        private void add(int nodes, int n, Requests requests) {
            Layouts layouts = new Layouts(Nodes.equal(nodes), n);
            Loads loads = Loads.of(layouts.ring(new Shape(Strategy.EQUAL_PARTITIONS, partitions, 1)), n, requests);
            placement.add(loads.placement().efficiency());
            allOwners.add(loads.allOwners().efficiency());
            firstOwner.add(loads.firstOwner().efficiency());
        }
    }

    static ClusterSize of(int nodes, int n, int partitions) {
        return new ClusterSize(
                nodes,
                new Efficiencies(partitions),
                new Efficiencies(partitions / QUARTER),
                WeightCycle.ONE_TWO.furthest(nodes, n, partitions),
                WeightCycle.ONE_TWO_FOUR.furthest(nodes, n, partitions));
    }

    /** One more run. */
    void add(int n, Requests requests) {
        whole.add(nodes, n, requests);
        quarter.add(nodes, n, requests);
    }
}
