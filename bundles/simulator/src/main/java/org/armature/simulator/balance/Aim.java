package org.armature.simulator.balance;

/**
 * A figure that was aimed at.
 *
 * @param subject what, and the bound
 * @param worst as worked out
 * @param nodes of how many nodes that was
 */
record Aim(String subject, String worst, int nodes, boolean reached) {
    @Override
    public String toString() {
        return subject + ": " + (reached ? "reached" : "missed") + ", at worst " + worst + " at S=" + nodes;
    }
}
