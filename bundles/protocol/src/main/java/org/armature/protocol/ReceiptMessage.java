package org.armature.protocol;

import java.util.List;
import java.util.OptionalLong;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;

/** What operators ask of the removal of deleted data: what became of one delete, and how removal stands on the nodes. */
public sealed interface ReceiptMessage extends Message {
    /**
     * What became of this write of the key? Answered by {@link ReceiptTold}.
     *
     * @param everywhere what all members know of it, else what the one does that is asked
     */
    record ReceiptAsked(boolean everywhere, TableName table, Key key, RequestId write) implements ReceiptMessage {}

    /** @param holdings of each owner, and of other members if they have removed it */
    record ReceiptTold(List<Holding> holdings) implements ReceiptMessage {
        public ReceiptTold {
            holdings = List.copyOf(holdings);
        }
    }

    /**
     * @param owner whether the node is one of the owners of the key now
     * @param reapedMillis when it has removed what was written, in milliseconds since 1970; given if that is the state
     */
    record Holding(NodeId node, boolean owner, HoldingState state, OptionalLong reapedMillis) {
        public Holding {
            if (reapedMillis.isPresent() != (state == HoldingState.REAPED)) {
                throw new IllegalArgumentException("a node that is " + state + ", reaped at " + reapedMillis);
            }
        }
    }

    /** What a node knows of a write. */
    enum HoldingState {
        /** What was written is there: of a delete, its tombstone. */
        HELD,
        /** A later write took its place. */
        REPLACED,
        /** It was there, on all owners, and was removed for good. */
        REAPED,
        /** The key holds something else, which tells nothing of this write: not come yet, or replaced long ago. */
        OTHER,
        /** There is nothing of the key, and nothing was noted. */
        NOTHING,
        /** The node did not answer, or is down. */
        SILENT
    }

    /**
     * How does the removal of deleted data stand? Answered by {@link ReapingsTold}.
     *
     * @param everywhere on all members, else on the one that is asked
     * @param everyPartition whether each partition is told too
     */
    record ReapingsAsked(boolean everywhere, boolean everyPartition) implements ReceiptMessage {}

    /** @param silent members that were asked and did not answer, or are down */
    record ReapingsTold(List<NodeReaping> nodes, List<PartitionReaping> partitions, List<NodeId> silent)
            implements ReceiptMessage {
        public ReapingsTold {
            nodes = List.copyOf(nodes);
            partitions = List.copyOf(partitions);
            silent = List.copyOf(silent);
        }
    }

    /**
     * What a node has done since it was started, and does.
     *
     * @param settled the latest reap epoch of any partition that is settled there
     * @param rounds that it has led to their end
     * @param reaped keys that these removed
     * @param pruned keys whose version vectors they shortened
     * @param openRounds that it leads now
     * @param openKeys of these
     * @param causes why some of them do not go on, each once
     */
    record NodeReaping(
            NodeId node,
            long settled,
            long rounds,
            long reaped,
            long pruned,
            int openRounds,
            long openKeys,
            List<String> causes) {
        public NodeReaping {
            causes = List.copyOf(causes);
        }
    }

    /**
     * @param raised reap epoch of the partition, as the node knows it
     * @param settled likewise, at most {@code raised}
     * @param openKeys of the round that the node leads now; 0 if it leads none
     * @param cause why that does not go on; empty if it does
     */
    record PartitionReaping(
            NodeId node,
            int partition,
            long raised,
            long settled,
            long rounds,
            long reaped,
            long pruned,
            long openKeys,
            String cause) {}
}
