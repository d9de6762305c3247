package org.armature.client.internal;

/** Something that waits for a node to be connected, or for its time. */
interface Parked {
    /**
     * Goes on if it can; parks itself again if it can't. Was taken from the car park by the caller.
     *
     * @param nodeCameUp whether to look for a node before its time
     */
    void resume(long now, boolean nodeCameUp);

    /** Ends it, for the client is closing. */
    void abandon(String reason);
}
