package org.armature.node;

import java.util.List;
import org.armature.model.Key;

/**
 * What a repair on demand, or a comparison that changes nothing, has come to on a shard.
 *
 * @param done partitions compared so far, each with each other owner with whom it is this node's to begin
 * @param all those to be compared
 * @param examples keys that differed, at most {@value ExchangeResult#MOST_EXAMPLES}
 * @param cause why some wait; empty if none does
 * @param stopped whether it was stopped before all were compared
 */
public record RepairReport(
        int done,
        int all,
        long differing,
        long repaired,
        long bytes,
        List<Key> examples,
        String cause,
        boolean stopped) {
    public boolean isOver() {
        return stopped || done == all;
    }
}
