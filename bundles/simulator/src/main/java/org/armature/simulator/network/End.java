package org.armature.simulator.network;

/** One side's view of a connection. */
public interface End {
    /** The opener learns that the connection stands. */
    default void opened(Connection connection, long incarnation) {
        throw new AssertionError("the side that was called is not told that it was answered");
    }

    /** @param frame not changed by anybody afterwards */
    void received(Connection connection, byte[] frame);

    /** The other side, or the network, ended it, or it never came about. */
    void closed(Connection connection, String reason);
}
