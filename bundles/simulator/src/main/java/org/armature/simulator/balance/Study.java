package org.armature.simulator.balance;

/**
 * What a figure is drawn for.
 *
 * @param nodes S, of equal weight unless the figure says otherwise
 * @param n copies of each key
 * @param partitions Q, where the figure does not vary it
 * @param keys at most {@value Requests#MOST_KEYS}
 * @param exponent of Zipf's law, by which keys are asked for; 0 makes all alike
 * @param seed of the first run; the others follow
 * @param runs each with other tokens and other keys
 */
public record Study(int nodes, int n, int partitions, int keys, double exponent, long seed, int runs) {
    Requests requests(long run) {
        return Requests.zipf(keys, exponent, run);
    }

    /** For a heading. */
    String description() {
        return "N=" + n + ", " + Requests.description(keys, exponent) + "; " + runs + " runs from seed " + seed;
    }
}
