package org.armature.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** What operators say to have replicas compared and mended, and to see when they last were. */
public sealed interface RepairOrderMessage extends Message {
    /**
     * Answered by {@link RepairBegun}.
     *
     * @param node whose part of it is to be done; empty for all members. A node that another one asks does its own alone
     * @param partition from 0; empty for all
     * @param mends whether what differs is repaired, and not only found
     */
    record RepairOrdered(Optional<NodeId> node, TableName table, OptionalInt partition, boolean mends)
            implements RepairOrderMessage {
        public RepairOrdered {
            if (partition.orElse(0) < 0) {
                throw new IllegalArgumentException("partition " + partition.getAsInt() + " of a ring");
            }
        }
    }

    /**
     * @param tasks one for each node that does its part
     * @param silent members that were asked and did not answer, or are down
     */
    record RepairBegun(List<OperatorMessage.Task> tasks, List<NodeId> silent) implements RepairOrderMessage {
        public RepairBegun {
            tasks = List.copyOf(tasks);
            silent = List.copyOf(silent);
        }
    }

    /**
     * When were replicas compared? Answered by {@link RepairStatus}.
     *
     * @param everywhere what all members know, else what the one does that is asked
     * @param table empty for all
     * @param everyPartition whether each comparison is told too, and not only what they come to; needs a table
     */
    record RepairStatusAsked(boolean everywhere, Optional<TableName> table, boolean everyPartition)
            implements RepairOrderMessage {}

    /** @param silent members that were asked and did not answer, or are down */
    record RepairStatus(
            List<NodeTrees> trees,
            List<TableComparisons> tables,
            List<PartitionComparison> partitions,
            List<NodeId> silent)
            implements RepairOrderMessage {
        public RepairStatus {
            trees = List.copyOf(trees);
            tables = List.copyOf(tables);
            partitions = List.copyOf(partitions);
            silent = List.copyOf(silent);
        }
    }

    /**
     * @param unknown hash trees, of all tables, that the node is still working out
     * @param doubtful places, of all tables, that may lack what the node had acknowledged, since it was not stopped cleanly and
     *     they were not compared with all other owners yet
     * @param cause why it does not get on with its trees; empty if it does, or need not
     */
    record NodeTrees(NodeId node, int unknown, int doubtful, String cause) {}

    /**
     * What the comparisons come to that are a node's to begin, since it was started.
     *
     * @param comparisons that there are to make: one for each partition and other owner
     * @param never how many of these were not made yet
     * @param oldestMillis how long ago the oldest of the others ended; empty if there is none
     * @param differing keys that the last one of each found to differ
     * @param allDiffering keys that any found
     * @param repaired of these, those that both owners held alike afterwards
     * @param causes why some were not made when it was their turn
     */
    record TableComparisons(
            NodeId node,
            TableName table,
            int comparisons,
            int never,
            OptionalLong oldestMillis,
            long differing,
            long allDiffering,
            long repaired,
            List<String> causes) {
        public TableComparisons {
            causes = List.copyOf(causes);
        }
    }

    /**
     * How a partition stands between a node, whose it is to begin, and another owner.
     *
     * @param agoMillis how long ago the last comparison ended; empty if there was none since the node was started
     * @param compared how often, since then
     * @param differing keys that the last one found to differ
     * @param allDiffering keys that any found
     * @param repaired of these, those that both held alike afterwards
     * @param cause why the last one was not made; empty if it was
     */
    record PartitionComparison(
            NodeId node,
            TableName table,
            int partition,
            NodeId peer,
            OptionalLong agoMillis,
            long compared,
            long differing,
            long allDiffering,
            long repaired,
            String cause) {}

    /** Which keys has that repair, or that comparison, found to differ? Answered by {@link DifferingKeys}. */
    record DifferingKeysAsked(String task) implements RepairOrderMessage {}

    /**
     * @param differing how many there are; a key counts for each pair of owners
     * @param keys some of them
     */
    record DifferingKeys(long differing, List<Key> keys) implements RepairOrderMessage {
        public DifferingKeys {
            keys = List.copyOf(keys);
        }
    }
}
