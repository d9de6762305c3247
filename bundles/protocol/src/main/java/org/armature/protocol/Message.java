package org.armature.protocol;

import java.time.Instant;
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
import org.armature.model.TimeToLive;

/**
 * What goes over a connection, in one frame each. A request carries a correlation number in its frame that its answer
 * repeats. Who may send what to whom is in {@link MessageType}.
 */
public sealed interface Message
        permits Message.Hello,
                Message.Welcome,
                Message.Failure,
                Message.Get,
                Message.GetReply,
                Message.Put,
                Message.PutReply,
                Message.ForwardedPut,
                Message.ReplicaPut,
                Message.ReplicaStored,
                Message.ReplicaGet,
                Message.ReplicaRecord,
                Message.ReplicaDigest,
                Message.Ping,
                Message.Pong,
                Message.StatusRequest,
                Message.StatusReply,
                Message.RingRequest,
                Message.RingReply,
                Message.RawGet,
                Message.RawGetReply,
                MembershipMessage,
                TransferMessage,
                ConfigMessage,
                OperatorMessage,
                EngineMessage,
                MigrationMessage,
                ChoiceMessage,
                RepairMessage,
                RepairOrderMessage,
                ReapingMessage,
                BackgroundMessage,
                ReceiptMessage {

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
     * @param process of a peer: a random number of this very process, which tells a node from its copy; 0 for clients
     *     and operators
     * @param expects the node the opener means to reach, if it knows
     * @param layout of a peer; empty if it does not tell
     * @param software for logs, such as {@code armature/0.1.0}
     */
    record Hello(
            int minVersion,
            int maxVersion,
            Role role,
            Optional<String> clusterId,
            Optional<NodeId> node,
            long incarnation,
            long process,
            Optional<NodeId> expects,
            Optional<Layout> layout,
            String software)
            implements Message {

        /**
         * How its cluster divides the ring, for ever.
         *
         * @param partitions Q
         * @param strategy its number in the paper
         */
        public record Layout(int partitions, int strategy) {}

        /** Of whoever is no peer. */
        public Hello(int minVersion, int maxVersion, Role role, Optional<String> clusterId, String software) {
            this(
                    minVersion,
                    maxVersion,
                    role,
                    clusterId,
                    Optional.empty(),
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    software);
        }

        /** The same, to reach that node and no other. */
        public Hello expecting(NodeId peer) {
            return new Hello(
                    minVersion,
                    maxVersion,
                    role,
                    clusterId,
                    node,
                    incarnation,
                    process,
                    Optional.of(peer),
                    layout,
                    software);
        }
    }

    /**
     * The listener's answer: the connection stands.
     *
     * @param process as in {@link Hello}
     */
    record Welcome(int version, String clusterId, NodeId node, long incarnation, long process, String software)
            implements Message {}

    /**
     * An answer that says no, in place of {@link Welcome} or of any reply; see {@link Outcome}.
     *
     * @param standing of a put whose condition does not hold: what its coordinator knows the key to have instead; else
     *     empty
     */
    record Failure(ErrorCode code, Outcome outcome, String message, Optional<GetReply> standing) implements Message {
        /** Of anything but a condition. */
        public Failure(ErrorCode code, Outcome outcome, String message) {
            this(code, outcome, message, Optional.empty());
        }
    }

    /** What a failure means for the write that asked for it. */
    enum Outcome {
        /** Nothing was done and nothing will be; the request itself was wrong, or its condition does not hold. */
        REJECTED,
        /** Nothing was done; the same request may succeed later. */
        NOT_DONE,
        /** It may have happened, or may yet. */
        UNKNOWN
    }

    enum Role {
        CLIENT,
        PEER,
        ADMIN,
        /** A machine that holds a grant and is no member yet; the listener for peers takes it. */
        JOINER
    }

    // ---- data: client to node, and node to node when a put is forwarded

    /** Which replicas count towards R or W. */
    enum QuorumKind {
        /** As the table says. */
        TABLE,
        /** Only the owners, the first N of the preference list. */
        STRICT,
        /** The first N healthy nodes of the preference list: fallbacks count for owners that are away (§4.6). */
        SLOPPY
    }

    /**
     * What one read asks for beyond what its table says; of every number 0 is the table's own, and 255 the largest.
     *
     * @param r replicas that must answer
     * @param pr owners that must be among them
     * @param confirmed whether W owners must hold what is read before it is answered; such a read is strict
     * @param asStored whether siblings are shown although the table has a reconciler
     */
    record ReadWish(int r, int pr, QuorumKind quorum, boolean confirmed, boolean asStored) {
        /** All as the table says. */
        public static final ReadWish TABLE = new ReadWish(0, 0, QuorumKind.TABLE, false);

        /** Siblings are shown as the table says. */
        public ReadWish(int r, int pr, QuorumKind quorum, boolean confirmed) {
            this(r, pr, quorum, confirmed, false);
        }
    }

    /** What must be so for a put to be written. */
    enum Condition {
        /** Nothing: it is written whatever is there. */
        NONE,
        /** No value is there: only deletions, what has expired, or nothing at all. */
        ABSENT,
        /** Every version there, deletions included, is one that the put's context has seen. */
        UNCHANGED
    }

    /**
     * What one write asks for beyond what its table says; of every number 0 is the table's own, and 255 the largest.
     *
     * @param w replicas that must have stored it
     * @param pw owners that must be among them
     * @param distinctHosts hosts they must stand on, at least
     * @param confirmed in a table of last write wins: whether R owners are asked first for the highest timestamp, so that
     *     this write gets a later one
     * @param ttl how long the value is to live; empty for the table's own. A deletion has none
     * @param condition judged by the coordinator, an owner of the key, by what it holds and R replicas have told it
     */
    record WriteWish(
            int w,
            int pw,
            int distinctHosts,
            QuorumKind quorum,
            boolean confirmed,
            Optional<TimeToLive> ttl,
            Condition condition) {
        /** All as the table says. */
        public static final WriteWish TABLE = new WriteWish(0, 0, 0, QuorumKind.TABLE, false);

        /** Without a condition. */
        public WriteWish(
                int w, int pw, int distinctHosts, QuorumKind quorum, boolean confirmed, Optional<TimeToLive> ttl) {
            this(w, pw, distinctHosts, quorum, confirmed, ttl, Condition.NONE);
        }

        /** What it writes lives as long as the table says. */
        public WriteWish(int w, int pw, int distinctHosts, QuorumKind quorum, boolean confirmed) {
            this(w, pw, distinctHosts, quorum, confirmed, Optional.empty());
        }

        /** The same, to be written only if this holds. */
        public WriteWish onlyIf(Condition other) {
            return new WriteWish(w, pw, distinctHosts, quorum, confirmed, ttl, other);
        }

        /** The same for a value that is to live so long. */
        public WriteWish living(Optional<TimeToLive> other) {
            return new WriteWish(w, pw, distinctHosts, quorum, confirmed, other, condition);
        }

        public boolean isConditional() {
            return condition != Condition.NONE;
        }
    }

    /**
     * Dynamo's get (§4.1).
     *
     * @param deadlineMillis how long the whole read may take, from its arrival, in milliseconds
     */
    record Get(TableName table, Key key, ReadWish wish, long deadlineMillis) implements Message {}

    /**
     * @param versions the siblings in a fixed order; empty if there is nothing, tombstones included
     * @param context covers all of them, and all that were merged; pass it to the put that replaces them
     * @param merge if the one version is a view of several that are stored
     */
    record GetReply(List<Sibling> versions, CausalContext context, Optional<Merge> merge) implements Message {
        /** As they are stored. */
        public GetReply(List<Sibling> versions, CausalContext context) {
            this(versions, context, Optional.empty());
        }
    }

    /**
     * How one version was made of several; it is stored nowhere.
     *
     * @param siblings how many, 2 or more, tombstones and what has expired included
     * @param reconciler by its name, as the table's configuration gives it
     * @param version of the reconciler, as it says it
     */
    record Merge(int siblings, String reconciler, String version) {}

    /**
     * One of several concurrent versions.
     *
     * @param value empty for a deletion, and for what has expired
     * @param writtenMillis wall time of the coordinator
     * @param writtenBy node that coordinated it
     * @param expiresMillis wall time from which on it reads as deleted, from 1; 0 if it never does
     */
    record Sibling(Optional<Bytes> value, long writtenMillis, NodeId writtenBy, long expiresMillis) {
        /** One that lives until it is replaced. */
        public Sibling(Optional<Bytes> value, long writtenMillis, NodeId writtenBy) {
            this(value, writtenMillis, writtenBy, 0);
        }

        /** From when on it reads as deleted; empty if it never does. */
        public Optional<Instant> expires() {
            return expiresMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresMillis));
        }

        /** Whether it reads as deleted because its time is over, and not because somebody deleted it. */
        public boolean isExpired() {
            return value.isEmpty() && expiresMillis != 0;
        }
    }

    /**
     * Dynamo's put (§4.1), or a delete if there is no value.
     *
     * @param context of the read whose result this replaces; none to stand beside what is there
     * @param request the same for every retry of this write
     * @param again whether an earlier attempt at this write may have been carried out, by whichever node: another dot of
     *     it may be somewhere
     * @param deadlineMillis how long the whole write may take, from its arrival, in milliseconds
     */
    record Put(
            TableName table,
            Key key,
            CausalContext context,
            RequestId request,
            boolean again,
            Optional<Bytes> value,
            WriteWish wish,
            long deadlineMillis)
            implements Message {

        /** Of which there was no attempt before. */
        public Put(
                TableName table,
                Key key,
                CausalContext context,
                RequestId request,
                Optional<Bytes> value,
                WriteWish wish,
                long deadlineMillis) {
            this(table, key, context, request, false, value, wish, deadlineMillis);
        }
    }

    /**
     * @param context covers what the coordinator holds after the write
     * @param siblings values a read of the coordinator's copy would now show; more than one if the put stood beside
     *     others
     * @param copies replicas that had stored it when this was sent
     * @param hinted how many of the copies stand in for an owner that was away, 0 to copies
     */
    record PutReply(CausalContext context, int siblings, int copies, int hinted) implements Message {}

    // ---- replicas: node to node

    /** A put that its receiver shall coordinate; it does not forward it again. Answered as a put. */
    record ForwardedPut(Put put, long ringEpoch) implements Message {}

    /**
     * Store this, merged with what is there.
     *
     * @param record as {@link RecordCodec} encodes it
     * @param hintFor an owner that is away: the receiver keeps the record apart, to hand it to that owner (§4.6)
     * @param ringEpoch by which the sender chose the receiver
     * @param reapEpoch what this carries is of this reap epoch of the partition at the earliest, see
     *     {@link ReapingMessage}
     * @param lasting what the record is to survive at the receiver when it answers
     */
    record ReplicaPut(
            TableName table,
            Key key,
            Bytes record,
            Optional<NodeId> hintFor,
            long ringEpoch,
            long reapEpoch,
            Lasting lasting)
            implements Message {
        /** As durable as the table asks of every replica. */
        public ReplicaPut(
                TableName table, Key key, Bytes record, Optional<NodeId> hintFor, long ringEpoch, long reapEpoch) {
            this(table, key, record, hintFor, ringEpoch, reapEpoch, Lasting.AS_TABLE);
        }
    }

    /** What a record is to survive; at least what its table asks. */
    enum Lasting {
        /** What the table asks, and no more. */
        AS_TABLE,
        /** The death of the process. */
        PROCESS,
        /** A power loss. */
        DISK
    }

    /** The receiver holds it, as durable as it was asked to. */
    record ReplicaStored() implements Message {}

    /**
     * What does the receiver hold?
     *
     * @param digestAbove a record of more bytes than this is answered by its digest; 0 to answer always by the record
     * @param standsInFor an owner that is away, if the receiver is asked in its place; else it is asked as an owner
     */
    record ReplicaGet(TableName table, Key key, int digestAbove, Optional<NodeId> standsInFor, long ringEpoch)
            implements Message {}

    /**
     * @param record empty if the sender knows nothing of the key
     * @param doubtful whether the sender may lack what it had acknowledged
     */
    record ReplicaRecord(Optional<Bytes> record, boolean doubtful) implements Message {}

    /**
     * In place of a record: what tells it from any other. Equal records have equal digests.
     *
     * @param digest {@value #BYTES} bytes
     * @param doubtful whether the sender may lack what it had acknowledged
     */
    record ReplicaDigest(Bytes digest, boolean doubtful) implements Message {
        public static final int BYTES = 16;
    }

    /** Asks whether the receiver still works its queues: answered by whoever answers replicas' requests. */
    record Ping(long number) implements Message {}

    /** @param number the ping's */
    record Pong(long number) implements Message {}

    // ---- operator to node

    record StatusRequest() implements Message {}

    /**
     * @param member what the node is to the cluster
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
            MemberState member,
            long ringEpoch,
            RingProgress progress,
            List<PeerStatus> peers,
            List<TableStatus> tables,
            List<String> warnings,
            SortedMap<String, Long> figures)
            implements Message {}

    /** What a node is to the cluster; whether it answers is another question. */
    enum MemberState {
        /** It holds tokens, and does after the change under way. */
        MEMBER,
        /** It was granted to join, and waits for a plan to take it in. */
        CANDIDATE,
        /** The change under way takes it in. */
        JOINING,
        /** The change under way lets it go: it hands over what it has. */
        LEAVING,
        /** Its copies were given up, and are made anew by others. */
        DEAD,
        /** It was a member, and what it has counts no more. */
        REMOVED
    }

    /**
     * How a node finds one of its peers.
     *
     * @param state {@link #UP}, {@link #SLOW} or {@link #DOWN}
     * @param member what it is to the cluster
     */
    record PeerStatus(NodeId node, String address, String state, MemberState member) {
        public static final String UP = "up";
        /** It answers, but late. */
        public static final String SLOW = "slow";

        public static final String DOWN = "down";

        public PeerStatus {
            if (!state.equals(UP) && !state.equals(SLOW) && !state.equals(DOWN)) {
                throw new IllegalArgumentException("a peer is up, slow or down, not " + state);
            }
        }

        /** Whether it answers at all. */
        public boolean isReachable() {
            return !state.equals(DOWN);
        }
    }

    /** @param problem why the table is not served; empty if it is */
    record TableStatus(TableName table, int n, int r, int w, String engine, long entries, long bytes, String problem) {}

    /** @param key if given, the answer also says where it lives */
    record RingRequest(Optional<TableName> table, Optional<Key> key) implements Message {}

    /**
     * @param partitions Q
     * @param progress of the change under way, if there is one
     * @param tokens the owner of each token, in ring order; in strategy 3 one for each partition
     * @param targetTokens likewise, of the ring that places move to or from; empty if nothing moves
     * @param members candidates too
     * @param keyPartition the partition of the key asked for; -1 if none was asked for
     * @param preferenceList for the key asked for: owners, then fallbacks
     */
    record RingReply(
            long epoch,
            String strategy,
            int partitions,
            RingProgress progress,
            List<NodeId> tokens,
            List<NodeId> targetTokens,
            Map<NodeId, MemberStatus> members,
            int keyPartition,
            String keyPosition,
            List<NodeId> preferenceList)
            implements Message {}

    record MemberStatus(
            String address, String clientAddress, String host, String zone, int weight, MemberState state) {}

    /** What this one node holds, without asking others and without repairing anything. */
    record RawGet(TableName table, Key key) implements Message {}

    /** @param minting the actor under which this copy goes on counting, if it has one */
    record RawGetReply(Optional<Bytes> record, Optional<ActorId> minting) implements Message {}
}
