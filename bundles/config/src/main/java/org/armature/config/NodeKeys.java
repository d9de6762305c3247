package org.armature.config;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.Schema;
import org.armature.config.schema.Setting;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/** The keys of {@code node.conf}. */
final class NodeKeys {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    static final Setting<String> ID = Setting.required(
            "node.id",
            Kinds.text(NodeId.NAME, "a node's name, 1 to 48 of a-z, 0-9, _ and -, the first a letter or digit"),
            "The node's name, unique in the cluster. It never changes: a node under another name is another node.");
    static final Setting<String> HOST = Setting.derived(
            "node.host",
            Kinds.text(NodeIdentity.LABEL, NodeIdentity.LABEL_TEXT),
            "the host of `advertise.peers`, or `node.id` if that is loopback",
            "The machine the node runs on. Nodes of one host never hold two of a key's copies.");
    static final Setting<String> ZONE = Setting.of(
            "node.zone",
            Kinds.text(NodeIdentity.LABEL, NodeIdentity.LABEL_TEXT),
            NodeIdentity.DEFAULT_ZONE,
            "The rack or data centre the node stands in.");
    static final Setting<Integer> WEIGHT = Setting.of(
            "node.weight",
            Kinds.whole(1, Member.MAX_WEIGHT),
            NodeIdentity.DEFAULT_WEIGHT,
            "The node's share of the data relative to other nodes: twice the weight, twice the tokens.");

    static final Setting<Address> PEERS = Setting.of(
            "listen.peers",
            Address.kind(0),
            new Address("127.0.0.1", 7100),
            "Where other nodes are served. Port 0 lets the system choose one.");
    static final Setting<Address> CLIENTS =
            Setting.of("listen.clients", Address.kind(0), new Address("127.0.0.1", 7101), "Where clients are served.");
    static final Setting<Address> ADMIN = Setting.of(
            "listen.admin", Address.kind(0), new Address("127.0.0.1", 7102), "Where the administrator is served.");
    static final Setting<Address> ADVERTISED_PEERS = Setting.derived(
            "advertise.peers",
            Address.kind(1),
            "`listen.peers`",
            "What other nodes connect to, if it differs from the address listened on.");
    static final Setting<Address> ADVERTISED_CLIENTS = Setting.derived(
            "advertise.clients",
            Address.kind(1),
            "`listen.clients`",
            "What clients connect to, if it differs from the address listened on.");
    static final Setting<Address> ADVERTISED_ADMIN = Setting.derived(
            "advertise.admin",
            Address.kind(1),
            "`listen.admin`",
            "What the administrator connects to, if it differs from the address listened on.");
    static final Setting<Boolean> INSECURE = Setting.of(
            "insecure",
            Kinds.flag(),
            false,
            "Allows listening on addresses other machines can reach, although connections are neither encrypted nor"
                    + " authenticated: whoever reaches the port reads and writes everything.");

    static final Setting<Integer> SHARDS = Setting.derived(
            "shards",
            Kinds.whole(1, Threads.MAX_SHARDS),
            "the number of cores",
            "Single-threaded loops that own the node's partitions.");
    static final Setting<Integer> NETWORK_THREADS = Setting.derived(
            "threads.network",
            Kinds.whole(1, Threads.MAX_NETWORK),
            "half the number of cores",
            "Threads that serve connections.");
    static final Setting<Threads.Storage> STORAGE_THREADS = Setting.derived(
            "threads.storage",
            Kinds.choice(Threads.Storage.class),
            "`shard` on one or two cores, else `lane`",
            "Where calls of storage engines run that are not forced to disk: on the shard's own loop, which saves two"
                    + " changes of thread a call, or on lanes of their own, so that a slow read holds up no other key.");
    static final Setting<Long> MAX_FRAME = Setting.of(
            "limits.max-frame",
            Kinds.size(64 * KIB, 512 * MIB),
            20 * MIB,
            "Longest message taken. A key with all its siblings travels in one, so it bounds `max-value` times"
                    + " `max-siblings`. The same on all nodes.");
    static final Setting<Integer> MAX_CONNECTIONS = Setting.of(
            "limits.max-connections",
            Kinds.whole(1, 65_536),
            4_096,
            "Connections open at once on one listener; more are closed at once.");
    static final Setting<Integer> MAX_REQUESTS = Setting.of(
            "limits.max-requests",
            Kinds.whole(1, 1 << 20),
            1_024,
            "Requests under way at once in one shard; more are refused as overloaded.");
    static final Setting<Long> MAX_UNSENT = Setting.of(
            "limits.max-unsent",
            Kinds.size(64 * KIB, 1024 * MIB),
            8 * MIB,
            "Bytes waiting to be written to one connection, above which sends to it fail; they are taken again below"
                    + " half of it.");

    static final Setting<Duration> HANDSHAKE = Setting.of(
            "limits.handshake",
            Kinds.duration(Duration.ofMillis(10), Duration.of(1, MINUTES)),
            Duration.ofSeconds(5),
            "How long a new connection may take to say who it is.");

    static final Setting<Long> HINTS_MAX_SIZE = Setting.of(
            "hints.max-size",
            Kinds.size(0, 1024 * GIB),
            GIB,
            "What the node keeps for owners that are away, all together. A hint that finds no room is not kept; a write"
                    + " that has its `w` copies is acknowledged all the same.");
    static final Setting<Integer> HINTS_PER_SECOND = Setting.of(
            "hints.per-second",
            Kinds.whole(1, HintLimits.MAX_PER_SECOND),
            2_000,
            "Hints delivered per second to each owner that is back.");

    static final Setting<Duration> PING_INTERVAL = Setting.of(
            "failure-detector.ping-interval",
            Kinds.duration(Duration.ofMillis(50), Duration.ofSeconds(10)),
            Duration.ofMillis(500),
            "From one ping of a peer to the next.");
    static final Setting<Duration> SUSPECT_AFTER = Setting.of(
            "failure-detector.suspect-after",
            Kinds.duration(Duration.ofMillis(200), Duration.of(1, MINUTES)),
            Duration.ofSeconds(2),
            "The least silence that is held against a peer: after it, or longer where answers come irregularly, others"
                    + " stand in for it. At least twice `failure-detector.ping-interval`.");
    static final Setting<Duration> SLOW_AFTER = Setting.of(
            "failure-detector.slow-after",
            Kinds.duration(Duration.ofMillis(1), Duration.of(1, MINUTES)),
            Duration.ofMillis(250),
            "How long a peer's answers may take before it is avoided where others do as well.");

    static final Setting<Duration> GOSSIP_INTERVAL = Setting.of(
            "gossip.interval",
            Kinds.duration(Duration.ofMillis(50), Duration.of(1, MINUTES)),
            Duration.ofSeconds(1),
            "From one round of gossip to the next: in each the node asks one other what it does not know yet.");
    static final Setting<List<Seed>> GOSSIP_SEEDS = Setting.of(
            "gossip.seeds",
            Kinds.list(Seed.KIND),
            List.of(),
            "Nodes beside the first members in `cluster.conf`, and where peers reach them, that the node turns to"
                    + " now and then even if it hears nothing of them: so two parts of a cluster find one another again.");
    static final Setting<Long> TRANSFERS_MAX_RATE = Setting.of(
            "transfers.max-rate",
            Kinds.size(64 * KIB, 16 * GIB),
            16 * MIB,
            "What the node sends per second at most when partitions move to other nodes, all of them together.");
    static final Setting<Integer> TRANSFERS_SHARE = Setting.of(
            "transfers.share",
            Kinds.whole(1, 100),
            25,
            "Percent of the time in which a partition that moves may occupy the node: after each page of it, the node"
                    + " rests for as much longer than the page took. So transfers slow down by themselves when nodes are"
                    + " busy. Where no request has come for a second, it is all of the time.");
    static final Setting<Integer> TRANSFERS_PARALLEL = Setting.of(
            "transfers.parallel",
            Kinds.whole(1, TransferLimits.MOST_PARALLEL),
            2,
            "Partitions the node sends at once.");
    static final Setting<Duration> ANTI_ENTROPY_INTERVAL = Setting.of(
            "anti-entropy.interval",
            Kinds.duration(Duration.ZERO, AntiEntropy.LONGEST),
            Duration.of(1, MINUTES),
            "From the end of one comparison of a partition with another owner to the next. With 0 s they are compared only"
                    + " when an operator orders it.");
    static final Setting<Duration> SCRUB_PERIOD = Setting.of(
            "anti-entropy.scrub-period",
            Kinds.duration(Duration.ZERO, AntiEntropy.LONGEST_SCRUB),
            Duration.of(7, DAYS),
            "In such a time everything the node stores is read once and its checksums are verified; what is damaged is brought"
                    + " back from other owners. With 0 s it is read only when it is asked for.");
    static final Setting<Duration> REAPING_INTERVAL = Setting.of(
            "reaping.interval",
            Kinds.duration(Duration.ZERO, Reaping.LONGEST),
            Duration.of(1, MINUTES),
            "From the end of one round in which deleted and expired objects of a partition are removed for good to the next."
                    + " With 0 s this node begins none; it takes part in those of others.");
    static final Setting<Duration> REAPING_LOOK_THROUGH = Setting.of(
            "reaping.look-through",
            Kinds.duration(Duration.ZERO, Reaping.LONGEST),
            Duration.of(10, MINUTES),
            "In such a time after a start every partition is looked through once for deleted and expired objects that the"
                    + " node held before.");
    static final Setting<Long> REAPING_JOURNAL_SIZE = Setting.of(
            "reaping.journal-size",
            Kinds.size(Reaping.LEAST_JOURNAL, Reaping.GREATEST_JOURNAL),
            16 * MIB,
            "How much the node keeps of what it removed when, for those who ask by a receipt; the oldest is dropped. One"
                    + " object takes about 70 bytes.");
    static final Setting<Long> SET_ASIDE_MAX_SIZE = Setting.of(
            "set-aside.max-size",
            Kinds.size(0, 1024 * GIB),
            64 * MIB,
            "What damaged records may take in `data/set-aside`, where their bytes are kept before other replicas' are written over"
                    + " them. Without room no more are kept, and they are repaired all the same. With 0 none is kept.");
    static final Setting<Duration> BACKGROUND_LATENCY = Setting.of(
            "background.latency",
            Kinds.duration(Duration.ZERO, BackgroundLimits.LONGEST),
            Duration.ofMillis(50),
            "When the slowest hundredth of requests takes longer, background work gets half of the time it had, every second"
                    + " again; once a minute was quick, it gets it back by steps. With 0 s no notice is taken.");
    static final Setting<Duration> BACKGROUND_ENGINE_LATENCY = Setting.of(
            "background.engine-latency",
            Kinds.duration(Duration.ZERO, BackgroundLimits.LONGEST),
            Duration.ofMillis(50),
            "The same for the slowest hundredth of the engines' reads and writes of records. With 0 s no notice is taken.");
    static final Setting<Duration> BACKGROUND_QUEUE_WAIT = Setting.of(
            "background.queue-wait",
            Kinds.duration(Duration.ZERO, BackgroundLimits.LONGEST),
            Duration.ofMillis(50),
            "The same for how long the slowest hundredth of writes waits for earlier ones of the same key. With 0 s no notice is"
                    + " taken.");
    static final Setting<Integer> BACKGROUND_LOCK_FAILURES = Setting.of(
            "background.lock-failures",
            Kinds.whole(0, BackgroundLimits.MOST_FAILURES),
            2,
            "The same when more reads and writes of a shard than so many have failed within six seconds since the engine found"
                    + " records locked. With 0 no notice is taken.");
    static final Setting<Integer> BACKGROUND_LEAST_SHARE = Setting.of(
            "background.least-share",
            Kinds.whole(1, 100),
            2,
            "Percent of the time that background work always gets, however slow requests are, so that it ends.");
    static final Setting<List<QuietHours.Span>> BACKGROUND_QUIET_HOURS = Setting.of(
            "background.quiet-hours",
            Kinds.list(QuietHours.Span.KIND),
            List.of(),
            "Times of the day in which few requests are expected. Background work may have `background.quiet-share` percent of"
                    + " the time in them while requests are quick, and yields to slow ones as ever.");
    static final Setting<ZoneId> BACKGROUND_QUIET_ZONE = Setting.of(
            "background.quiet-zone",
            QuietHours.ZONE,
            ZoneId.of("UTC"),
            "Whose time of the day `background.quiet-hours` are.");
    static final Setting<Integer> BACKGROUND_QUIET_SHARE = Setting.of(
            "background.quiet-share",
            Kinds.whole(1, 100),
            75,
            "Percent of the time that background work may have in quiet hours; no less than `transfers.share`, which it may have"
                    + " in all others.");
    static final Setting<Duration> RECONCILER_TIME_LIMIT = Setting.of(
            "reconciler.time-limit",
            Kinds.duration(ReconcilerLimits.LEAST, ReconcilerLimits.MOST),
            Duration.ofMillis(50),
            "How long a reconciler may take to merge the siblings of a key for a reader. If it takes longer the read shows"
                    + " the siblings; one that does so again and again is set aside.");

    static final Schema SCHEMA = Schema.of(List.of(
            ID,
            HOST,
            ZONE,
            WEIGHT,
            PEERS,
            CLIENTS,
            ADMIN,
            ADVERTISED_PEERS,
            ADVERTISED_CLIENTS,
            ADVERTISED_ADMIN,
            INSECURE,
            SHARDS,
            NETWORK_THREADS,
            STORAGE_THREADS,
            MAX_FRAME,
            MAX_CONNECTIONS,
            MAX_REQUESTS,
            MAX_UNSENT,
            HANDSHAKE,
            HINTS_MAX_SIZE,
            HINTS_PER_SECOND,
            PING_INTERVAL,
            SUSPECT_AFTER,
            SLOW_AFTER,
            GOSSIP_INTERVAL,
            GOSSIP_SEEDS,
            TRANSFERS_MAX_RATE,
            TRANSFERS_SHARE,
            TRANSFERS_PARALLEL,
            ANTI_ENTROPY_INTERVAL,
            SCRUB_PERIOD,
            REAPING_INTERVAL,
            REAPING_LOOK_THROUGH,
            REAPING_JOURNAL_SIZE,
            SET_ASIDE_MAX_SIZE,
            BACKGROUND_LATENCY,
            BACKGROUND_ENGINE_LATENCY,
            BACKGROUND_QUEUE_WAIT,
            BACKGROUND_LOCK_FAILURES,
            BACKGROUND_LEAST_SHARE,
            BACKGROUND_QUIET_HOURS,
            BACKGROUND_QUIET_ZONE,
            BACKGROUND_QUIET_SHARE,
            RECONCILER_TIME_LIMIT));

    private NodeKeys() {}
}
