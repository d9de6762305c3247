package org.armature.bench.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.bench.InvalidOptions;

/**
 * How often, and on which nodes.
 *
 * @param swaps 1 to 1,000
 * @param node the one whose engine is exchanged, n1 to n3; empty for all in turn
 */
record SwapPlan(int swaps, Optional<String> node) {
    static final List<String> NODES = List.of("n1", "n2", "n3");

    private static final int MOST_SWAPS = 1_000;

    SwapPlan {
        List<String> wrong = new ArrayList<>();
        if (swaps < 1 || swaps > MOST_SWAPS) {
            wrong.add("--swaps " + swaps + " is not within 1 to " + MOST_SWAPS);
        }
        if (node.isPresent() && !NODES.contains(node.get())) {
            wrong.add("--node " + node.get() + " is none of " + String.join(", ", NODES));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }

    /** @param number of the exchange, from 1 */
    String nodeOf(int number) {
        return node.orElseGet(() -> NODES.get((number - 1) % NODES.size()));
    }

    /** How often that node's engine has been exchanged when the exchange of that number is over. */
    int times(int number) {
        return node.isPresent() ? number : (number - 1) / NODES.size() + 1;
    }
}
