package org.armature.simulator.mutant;

import java.util.Map;

/**
 * A defect seeded into one source file, and what has to notice it.
 *
 * @param name what is wrong with it, in a few words
 * @param rule of the architecture it breaks, as the list in the documents names it
 * @param source the file, from the folder of the bundles
 * @param find occurs exactly once in it
 * @param replacement for that
 */
record Mutant(String name, String rule, String source, String find, String replacement, Killer killer) {
    /** What is run with the defect in place; without it all of these pass. */
    sealed interface Killer {}

    /** Whole simulations, until one is violated. */
    record Seeds(long from, long to, Map<String, String> options) implements Killer {}

    /** @param test an aimed test: its class behind {@code org.armature.}, a {@code #} and the method */
    record Aimed(String test) implements Killer {}
}
