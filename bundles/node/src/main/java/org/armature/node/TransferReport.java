package org.armature.node;

import java.util.List;

/**
 * How far a shard's part of a transition has come.
 *
 * @param waiting places it has still to hand over, or to give copies of, beside those under way
 * @param underWay those it is handing over now
 * @param causes why some do not go on; empty if all do
 * @param drainedEpoch of a node that leaves: the ring epoch in which this shard has handed over its places and hints, and
 *     takes none any more; 0 as long as it has not
 */
public record TransferReport(int waiting, int underWay, List<String> causes, long drainedEpoch) {
    public TransferReport {
        causes = List.copyOf(causes);
    }

    /** Of a shard that has not drained. */
    public TransferReport(int waiting, int underWay, List<String> causes) {
        this(waiting, underWay, causes, 0);
    }

    /** Whether no place is left to be handed over. */
    boolean isIdle() {
        return waiting == 0 && underWay == 0;
    }
}
