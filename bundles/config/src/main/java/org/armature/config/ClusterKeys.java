package org.armature.config;

import java.util.List;
import org.armature.config.schema.Block;
import org.armature.config.schema.Group;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.Schema;
import org.armature.config.schema.Setting;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;

/** The keys of {@code cluster.conf}. */
final class ClusterKeys {
    private static final String NODE_NAME = "a node's name, 1 to 48 of a-z, 0-9, _ and -";

    static final Setting<Long> FORMAT =
            Setting.required("format", Kinds.count(), "Number of the file's format, " + ClusterFile.FORMAT + ".");
    static final Setting<String> ID = Setting.required(
            "cluster.id",
            Kinds.text(ClusterFile.ID, "32 hexadecimal digits"),
            "Drawn at random by `init`; nodes of another id are refused.");
    static final Setting<String> NAME = Setting.required(
            "cluster.name", Kinds.text(ClusterFile.NAME, ClusterFile.NAME_TEXT), "The cluster's name, for people.");

    static final Setting<Address> PEERS =
            Setting.required("peers", Address.kind(1), "Where other nodes reach the node.");
    static final Setting<Address> CLIENTS =
            Setting.required("clients", Address.kind(1), "Where clients reach the node.");
    static final Setting<String> HOST = Setting.required(
            "host", Kinds.text(NodeIdentity.LABEL, NodeIdentity.LABEL_TEXT), "The machine the node runs on.");
    static final Setting<String> ZONE = Setting.required(
            "zone", Kinds.text(NodeIdentity.LABEL, NodeIdentity.LABEL_TEXT), "The rack or data centre it stands in.");
    static final Setting<Integer> WEIGHT = Setting.required(
            "weight", Kinds.whole(1, Member.MAX_WEIGHT), "Its share of tokens relative to other nodes.");

    static final Setting<Integer> STRATEGY = Setting.of(
            "strategy",
            Kinds.whole(Strategy.RANDOM_TOKENS.number(), Strategy.EQUAL_PARTITIONS.number()),
            Strategy.EQUAL_PARTITIONS.number(),
            "How tokens and partitions relate (section 6.2 of the paper): 1 random tokens, 2 random tokens and equal"
                    + " partitions, 3 equal partitions; fixed for the cluster's life.");
    static final Setting<Long> EPOCH = Setting.required("epoch", Kinds.count(), "Number of the ring; 1 for the first.");
    static final Setting<Integer> PARTITIONS = Setting.required(
            "partitions",
            Kinds.whole(1, Ring.MAX_PARTITIONS),
            "Q, the number of equal parts of the key space; fixed for the cluster's life.");
    static final Setting<String> TOKENS = Setting.required(
            "tokens",
            Kinds.text(RingTokens.TEXT, "names of members with spaces between them"),
            "The owner of each token in ring order, as many as partitions; in strategies 1 and 2 each with its position,"
                    + " `NAME@` and 32 hexadecimal digits.");

    static final Group MEMBERS =
            new Group("members", NodeId.NAME, NODE_NAME, Schema.of(List.of(PEERS, CLIENTS, HOST, ZONE, WEIGHT)));
    static final Block RING = new Block("ring", Schema.of(List.of(STRATEGY, EPOCH, PARTITIONS, TOKENS)));

    static final Schema SCHEMA = new Schema(List.of(FORMAT, ID, NAME), List.of(RING), List.of(MEMBERS), false);

    private ClusterKeys() {}
}
