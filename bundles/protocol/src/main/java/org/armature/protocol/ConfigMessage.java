package org.armature.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** How operators follow and change the configuration of instances on nodes that run. */
public sealed interface ConfigMessage extends Message {
    /**
     * By which configuration does this node run, and what do its files want? Answered by {@link ConfigReply}.
     *
     * @param everywhere the same of all members
     */
    record ConfigAsked(boolean everywhere) implements ConfigMessage {}

    /** Something is to be done about the files. Answered by {@link ConfigReply}, with what came of it in its problems. */
    sealed interface ConfigOrder extends ConfigMessage {}

    /**
     * The files shall be read now.
     *
     * @param everywhere on all members
     * @param adopt a table that takes over what an earlier one of its name has left
     */
    record ConfigReload(boolean everywhere, Optional<TableName> adopt) implements ConfigOrder {}

    /**
     * The files of an earlier configuration shall stand in their place again.
     *
     * @param number from 1
     */
    record ConfigRollback(long number) implements ConfigOrder {}

    /**
     * A file shall be written, if it is right.
     *
     * @param file its name, {@code instance.conf}
     * @param everywhere on all members; on none, if one of them refuses it
     */
    record ConfigPush(String file, Bytes content, boolean everywhere) implements ConfigOrder {}

    /**
     * What a table that is served no more has stored shall be deleted, for good.
     *
     * @param everywhere on all members
     */
    record ConfigDeleteData(TableName table, boolean everywhere) implements ConfigOrder {}

    /** Would the node take this file? Asked by another node. */
    record ConfigCheck(String file, Bytes content) implements ConfigOrder {}

    /** Those asked, by name. */
    record ConfigReply(List<NodeConfiguration> nodes) implements ConfigMessage {}

    /**
     * @param answered whether the node did; if not, nothing else is known of it
     * @param down whether it was not even asked, since it is down
     * @param number of the configuration it runs by, from 1
     * @param sinceMillis wall time at which it was taken
     * @param digest of its files, in hexadecimal
     * @param problems why what its files want is not taken, or what was ordered was not done; empty if all is well
     * @param changes from what it runs by to what its files want
     * @param values what it runs by: {@code instance/table key} and its value
     */
    record NodeConfiguration(
            NodeId node,
            boolean answered,
            boolean down,
            long number,
            long sinceMillis,
            String digest,
            List<String> problems,
            List<KeyChange> changes,
            SortedMap<String, String> values) {
        public NodeConfiguration {
            problems = List.copyOf(problems);
            changes = List.copyOf(changes);
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        /** Of a node that was not asked. */
        public static NodeConfiguration down(NodeId node, String problem) {
            return unknown(node, true, problem);
        }

        /** Of a node that did not answer, or not what it was asked. */
        public static NodeConfiguration silent(NodeId node, String problem) {
            return unknown(node, false, problem);
        }

        private static NodeConfiguration unknown(NodeId node, boolean down, String problem) {
            return new NodeConfiguration(
                    node, false, down, 0, 0, "", List.of(problem), List.of(), Collections.emptySortedMap());
        }
    }

    /**
     * @param subject {@code instance/table}, or the instance alone
     * @param key within its block; empty if a whole table comes or goes
     * @param before empty if there was nothing
     * @param after likewise
     * @param place {@code shop.conf:4}
     * @param why half a sentence; may be empty
     */
    record KeyChange(
            String subject, String key, String before, String after, String place, ConfigEffect effect, String why) {}

    /** Which configurations did this node run by? Answered by {@link ConfigHistory}. */
    record ConfigHistoryAsked() implements ConfigMessage {}

    /** @param applied the latest first */
    record ConfigHistory(List<AppliedConfig> applied) implements ConfigMessage {}

    /**
     * @param number counts the configurations of the node, from 1
     * @param atMillis wall time at which it was taken
     * @param cause who or what had it taken
     * @param digest of its files, in hexadecimal
     * @param files their names
     * @param changes lines
     */
    record AppliedConfig(
            long number, long atMillis, String cause, String digest, List<String> files, List<String> changes) {}
}
