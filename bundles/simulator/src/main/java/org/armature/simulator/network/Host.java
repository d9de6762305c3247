package org.armature.simulator.network;

/** A machine that others connect to. */
public interface Host {
    /** Whether the machine runs at all; one that does not leaves packets unanswered. */
    boolean hasPower();

    /** Whether a process listens; if none does, the machine refuses connections and resets those of dead processes. */
    boolean isListening();

    /** Somebody connects; the process answers with {@link Connection#welcome}, or never. */
    void greeted(Connection connection);
}
