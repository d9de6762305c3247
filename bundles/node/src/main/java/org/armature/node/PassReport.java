package org.armature.node;

/**
 * What a pass over a store has found.
 *
 * @param entries that were compared
 * @param bytes of their keys and values
 * @param differing keys that were different in both engines when their turn came; a pass that mends has made them equal
 * @param cause why it was not completed; empty if it was stopped, or completed
 */
public record PassReport(long entries, long bytes, long differing, End end, String cause) {
    public enum End {
        /** Every key of the store was compared. */
        COMPLETED,
        STOPPED,
        FAILED
    }
}
