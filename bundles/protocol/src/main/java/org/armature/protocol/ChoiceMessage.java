package org.armature.protocol;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** Which engine keeps a table on a node, and why. */
public sealed interface ChoiceMessage extends Message {

    /** Why does this engine keep the table? Answered by {@link Explained}. */
    record ExplainAsked(TableName table) implements ChoiceMessage {}

    /**
     * A node's choice for a table, with everything it rests on.
     *
     * @param declared half a sentence: what the table's file says
     * @param engine that keeps it; empty if none does
     * @param reason why that one, or why none
     * @param problem why the table is not served; empty if it is
     * @param engines that were there to be chosen, by name
     * @param life what was counted since the table was first counted
     * @param recent the same with older counts fading
     * @param advice that another engine would suit better
     * @param silence why there is no advice; empty if there is some, or no engine keeps the table
     */
    record Explained(
            NodeId node,
            TableName table,
            String declared,
            String engine,
            String reason,
            String problem,
            List<Considered> engines,
            Load life,
            Load recent,
            Optional<Advice> advice,
            String silence)
            implements ChoiceMessage {
        public Explained {
            engines = List.copyOf(engines);
        }
    }

    /**
     * An engine that was there to be chosen, as it advertises itself.
     *
     * @param taken whether it keeps the table
     * @param why it does, or does not
     * @param durabilities in the words of configuration files
     * @param accesses likewise
     */
    record Considered(
            String name,
            boolean taken,
            String why,
            long suitedFromBytes,
            long suitedToBytes,
            long maxRecordBytes,
            List<String> durabilities,
            List<String> accesses,
            String suits) {
        public Considered {
            durabilities = List.copyOf(durabilities);
            accesses = List.copyOf(accesses);
        }
    }

    /**
     * What a table did to its engine.
     *
     * @param scans pages read in ring order
     * @param seconds that were counted
     * @param busiestSeconds length of the busiest stretch, in which there were {@code busiestWrites} writes
     * @param sizes of the objects got and put, from the smallest; classes without objects are left out
     */
    record Load(
            long gets,
            long puts,
            long deletes,
            long scans,
            long seconds,
            long busiestSeconds,
            long busiestWrites,
            List<SizeClass> sizes) {
        public Load {
            sizes = List.copyOf(sizes);
        }

        public long objects() {
            return sizes.stream().mapToLong(SizeClass::count).sum();
        }

        /**
         * The size in bytes that this part of the objects does not exceed, of which there is at least one; too great by
         * the width of a class at most.
         *
         * @param part from 0 to 1
         */
        public long quantile(double part) {
            long wanted = (long) Math.ceil(part * objects());
            long seen = 0;
            for (SizeClass size : sizes) {
                seen += size.count();
                if (seen >= wanted) {
                    return size.greatestBytes();
                }
            }
            throw new IllegalStateException("no object was counted");
        }
    }

    record SizeClass(long leastBytes, long greatestBytes, long count) {}

    /**
     * @param strong whether the evidence leaves little doubt
     * @param text a sentence with the numbers
     */
    record Advice(String engine, boolean strong, String text) {}
}
