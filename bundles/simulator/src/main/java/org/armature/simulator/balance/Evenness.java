package org.armature.simulator.balance;

import java.util.Collections;
import java.util.List;

/**
 * How evenly something is spread over nodes by their weights.
 *
 * @param relative of each node: what it carries by what its weight asks for; 1 is exact
 */
record Evenness(List<Double> relative) {
    /** A node further from its share than this is out of balance (Dynamo §6.2, figure 6). */
    static final double OUT_OF_BALANCE = 0.15;

    Evenness {
        relative = List.copyOf(relative);
    }

    /** Mean load by the load of the most loaded node, for each unit of weight; up to 1 (Dynamo §6.2, figure 8). */
    double efficiency() {
        return 1 / Collections.max(relative);
    }

    /** The part of the nodes that are out of balance. */
    double outOfBalance() {
        long out = relative.stream()
                .filter(load -> Math.abs(load - 1) > OUT_OF_BALANCE)
                .count();
        return (double) out / relative.size();
    }

    /** The number of the node furthest from its share. */
    int furthest() {
        int furthest = 0;
        for (int node = 1; node < relative.size(); node++) {
            if (Math.abs(relative.get(node) - 1) > Math.abs(relative.get(furthest) - 1)) {
                furthest = node;
            }
        }
        return furthest;
    }

    /** How far that one is from it, as a part of its share; negative if it carries less. */
    double furthestDeviation() {
        return relative.get(furthest()) - 1;
    }
}
