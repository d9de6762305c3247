package org.armature.simulator.network;

/** Chooses single messages. */
@FunctionalInterface
public interface Gate {
    Gate OPEN = (from, to, frame) -> true;

    /** Whether this message may pass; the others wait until the gate is opened. */
    boolean lets(int from, int to, byte[] frame);
}
