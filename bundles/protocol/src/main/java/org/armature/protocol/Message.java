package org.armature.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;

/**
 * What goes over a connection, in one frame each. A request carries a correlation number in its frame that its answer
 * repeats. Who may send what to whom is in {@link MessageType}.
 */
public sealed interface Message {

    // ---- handshake: the first frame each way

    /**
     * The opener's first frame.
     *
     * @param minVersion lowest protocol version it speaks
     * @param maxVersion highest protocol version it speaks
     * @param role what it is: decides which listener takes it
     * @param clusterId of a peer: its cluster; empty for a client that does not know it yet
     * @param node of a peer: its name; empty for clients and operators
     * @param incarnation of a peer; 0 for clients and operators
     * @param expects the node the opener means to reach, if it knows
     * @param software for logs, such as {@code armature/0.1.0}
     */
    record Hello(
            int minVersion,
            int maxVersion,
            Role role,
            Optional<String> clusterId,
            Optional<NodeId> node,
            long incarnation,
            Optional<NodeId> expects,
            String software)
            implements Message {}

    /** The listener's answer: the connection stands. */
    record Welcome(int version, String clusterId, NodeId node, long incarnation, String software) implements Message {}

    /** An answer that says no, in place of {@link Welcome} or of any reply; see {@link Outcome}. */
    record Failure(ErrorCode code, Outcome outcome, String message) implements Message {}

    /** What a failure means for the write that asked for it. */
    enum Outcome {
        /** Nothing was done and nothing will be; the request itself was wrong. */
        REJECTED,
        /** Nothing was done; the same request may succeed later. */
        NOT_DONE,
        /** It may have happened, or may yet. */
        UNKNOWN
    }

    enum Role {
        CLIENT,
        PEER,
        ADMIN
    }

    // ---- data: client to node, and node to node when a put is forwarded

    /**
     * Dynamo's get (§4.1).
     *
     * @param r replicas that must answer; 0 for the table's own R
     * @param deadlineMillis how long the whole read may take, from its arrival, in milliseconds
     */
    record Get(TableName table, Key key, int r, long deadlineMillis) implements Message {}

    /**
     * @param versions the siblings in a fixed order; empty if there is nothing, tombstones included
     * @param context covers all of them; pass it to the put that replaces them
     */
    record GetReply(List<Sibling> versions, CausalContext context) implements Message {}

    /**
     * One of several concurrent versions.
     *
     * @param value empty for a deletion
     * @param writtenMillis wall time of the coordinator
     * @param writtenBy node that coordinated it
     */
    record Sibling(Optional<Bytes> value, long writtenMillis, NodeId writtenBy) {}

    /**
     * Dynamo's put (§4.1), or a delete if there is no value.
     *
     * @param context of the read whose result this replaces; none to stand beside what is there
     * @param request the same for every retry of this write
     * @param w replicas that must have stored it; 0 for the table's own W
     * @param deadlineMillis how long the whole write may take, from its arrival, in milliseconds
     */
    record Put(
            TableName table,
            Key key,
            CausalContext context,
            RequestId request,
            Optional<Bytes> value,
            int w,
            long deadlineMillis)
            implements Message {}

    /**
     * @param context covers what the coordinator holds after the write
     * @param siblings values a read of the coordinator's copy would now show; more than one if the put stood beside
     *     others
     * @param copies replicas that had stored it when this was sent
     */
    record PutReply(CausalContext context, int siblings, int copies) implements Message {}

    // ---- replicas: node to node

    /** A put that its receiver shall coordinate; it does not forward it again. Answered as a put. */
    record ForwardedPut(Put put, long ringEpoch) implements Message {}

    /**
     * Store this, merged with what is there.
     *
     * @param record as {@link RecordCodec} encodes it
     * @param ringEpoch by which the sender chose the receiver
     * @param reapEpoch the sender's, for the partition
     */
    record ReplicaPut(TableName table, Key key, Bytes record, long ringEpoch, long reapEpoch) implements Message {}

    /** The receiver holds it, as durable as the table asks. */
    record ReplicaStored() implements Message {}

    record ReplicaGet(TableName table, Key key, long ringEpoch) implements Message {}

    /** @param record empty if the receiver knows nothing of the key */
    record ReplicaRecord(Optional<Bytes> record) implements Message {}

    // ---- operator to node

    record StatusRequest() implements Message {}

    /**
     * @param figures named numbers, each with its unit in the name, such as {@code heap_used_bytes}, {@code
     *     process_cpu_nanos}
     */
    record StatusReply(
            String clusterId,
            String clusterName,
            NodeId node,
            long incarnation,
            String software,
            String state,
            long ringEpoch,
            List<PeerStatus> peers,
            List<TableStatus> tables,
            List<String> warnings,
            SortedMap<String, Long> figures)
            implements Message {}

    record PeerStatus(NodeId node, String address, boolean up) {}

    /** @param problem why the table is not served; empty if it is */
    record TableStatus(TableName table, int n, int r, int w, String engine, long entries, long bytes, String problem) {}

    /** @param key if given, the answer also says where it lives */
    record RingRequest(Optional<TableName> table, Optional<Key> key) implements Message {}

    /**
     * @param tokens the owner of each partition's token, in ring order
     * @param keyPartition the partition of the key asked for; -1 if none was asked for
     * @param preferenceList for the key asked for: owners, then fallbacks
     */
    record RingReply(
            long epoch,
            String strategy,
            List<NodeId> tokens,
            Map<NodeId, MemberStatus> members,
            int keyPartition,
            String keyPosition,
            List<NodeId> preferenceList)
            implements Message {}

    record MemberStatus(String address, String clientAddress, String host, String zone, int weight) {}

    /** What this one node holds, without asking others and without repairing anything. */
    record RawGet(TableName table, Key key) implements Message {}

    /** @param minting the actor under which this copy goes on counting, if it has one */
    record RawGetReply(Optional<Bytes> record, Optional<ActorId> minting) implements Message {}
}
