package org.armature.node;

import java.util.List;

/**
 * How far a shard's part of a transition has come.
 *
 * @param waiting places it has still to hand over, or to give copies of, beside those under way
 * @param underWay those it is handing over now
 * @param causes why some do not go on; empty if all do
 */
public record TransferReport(int waiting, int underWay, List<String> causes) {
    public TransferReport {
        causes = List.copyOf(causes);
    }
}
