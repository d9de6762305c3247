package org.armature.simulator.check;

/**
 * Something that must not be.
 *
 * @param invariant its name, such as {@code I-1}
 * @param text what exactly
 */
public record Violation(String invariant, String text) {
    @Override
    public String toString() {
        return invariant + " " + text;
    }
}
