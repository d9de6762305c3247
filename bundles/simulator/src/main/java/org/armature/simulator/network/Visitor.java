package org.armature.simulator.network;

/** A machine that connects to others, and to which nobody does. */
public interface Visitor extends Host {
    @Override
    default boolean hasPower() {
        return true;
    }

    @Override
    default boolean isListening() {
        return false;
    }

    @Override
    default void greeted(Connection connection) {
        throw new AssertionError("nobody connects to a client");
    }
}
