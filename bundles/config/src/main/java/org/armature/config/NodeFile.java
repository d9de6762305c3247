package org.armature.config;

import static org.armature.config.NodeKeys.ADMIN;
import static org.armature.config.NodeKeys.ADVERTISED_ADMIN;
import static org.armature.config.NodeKeys.ADVERTISED_CLIENTS;
import static org.armature.config.NodeKeys.ADVERTISED_PEERS;
import static org.armature.config.NodeKeys.ANTI_ENTROPY_INTERVAL;
import static org.armature.config.NodeKeys.BACKGROUND_ENGINE_LATENCY;
import static org.armature.config.NodeKeys.BACKGROUND_LATENCY;
import static org.armature.config.NodeKeys.BACKGROUND_LEAST_SHARE;
import static org.armature.config.NodeKeys.BACKGROUND_LOCK_FAILURES;
import static org.armature.config.NodeKeys.BACKGROUND_QUEUE_WAIT;
import static org.armature.config.NodeKeys.BACKGROUND_QUIET_HOURS;
import static org.armature.config.NodeKeys.BACKGROUND_QUIET_SHARE;
import static org.armature.config.NodeKeys.BACKGROUND_QUIET_ZONE;
import static org.armature.config.NodeKeys.CLIENTS;
import static org.armature.config.NodeKeys.GOSSIP_INTERVAL;
import static org.armature.config.NodeKeys.GOSSIP_SEEDS;
import static org.armature.config.NodeKeys.HANDSHAKE;
import static org.armature.config.NodeKeys.HINTS_MAX_SIZE;
import static org.armature.config.NodeKeys.HINTS_PER_SECOND;
import static org.armature.config.NodeKeys.HOST;
import static org.armature.config.NodeKeys.ID;
import static org.armature.config.NodeKeys.INSECURE;
import static org.armature.config.NodeKeys.MAX_CONNECTIONS;
import static org.armature.config.NodeKeys.MAX_FRAME;
import static org.armature.config.NodeKeys.MAX_REQUESTS;
import static org.armature.config.NodeKeys.MAX_UNSENT;
import static org.armature.config.NodeKeys.NETWORK_THREADS;
import static org.armature.config.NodeKeys.PEERS;
import static org.armature.config.NodeKeys.PING_INTERVAL;
import static org.armature.config.NodeKeys.REAPING_INTERVAL;
import static org.armature.config.NodeKeys.REAPING_JOURNAL_SIZE;
import static org.armature.config.NodeKeys.REAPING_LOOK_THROUGH;
import static org.armature.config.NodeKeys.RECONCILER_TIME_LIMIT;
import static org.armature.config.NodeKeys.SCHEMA;
import static org.armature.config.NodeKeys.SCRUB_PERIOD;
import static org.armature.config.NodeKeys.SET_ASIDE_MAX_SIZE;
import static org.armature.config.NodeKeys.SHARDS;
import static org.armature.config.NodeKeys.SLOW_AFTER;
import static org.armature.config.NodeKeys.STORAGE_THREADS;
import static org.armature.config.NodeKeys.SUSPECT_AFTER;
import static org.armature.config.NodeKeys.TRANSFERS_MAX_RATE;
import static org.armature.config.NodeKeys.TRANSFERS_PARALLEL;
import static org.armature.config.NodeKeys.TRANSFERS_SHARE;
import static org.armature.config.NodeKeys.WEIGHT;
import static org.armature.config.NodeKeys.ZONE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.problem.Problem;
import org.armature.config.schema.Document;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.Mistakes;
import org.armature.config.schema.SchemaWalk;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;

/** Reads {@code node.conf}: the rules between its keys, and what follows from them. */
final class NodeFile {
    private final Section root;
    private final Mistakes mistakes;

    private NodeFile(Section root, Mistakes mistakes) {
        this.root = root;
        this.mistakes = mistakes;
    }

    static NodeConfig read(Path file, Surroundings surroundings) {
        Mistakes mistakes = new Mistakes();
        Optional<NodeFile> read = Document.read(file, surroundings.environment(), mistakes)
                .map(document -> new NodeFile(SchemaWalk.walk(document, SCHEMA, mistakes), mistakes));
        read.ifPresent(NodeFile::checkRules);
        mistakes.refuseIfAny();
        return read.orElseThrow().config(surroundings.cores());
    }

    private void checkRules() {
        checkProtection(PEERS);
        checkProtection(CLIENTS);
        checkProtection(ADMIN);
        checkReachable(PEERS, ADVERTISED_PEERS);
        checkReachable(CLIENTS, ADVERTISED_CLIENTS);
        checkReachable(ADMIN, ADVERTISED_ADMIN);
        checkDistinct();
        checkSilence();
        checkSeeds();
    }

    private void checkProtection(Setting<Address> listener) {
        Address bind = root.get(listener);
        if (!bind.isLoopback() && !root.get(INSECURE) && !root.isUnfit(INSECURE)) {
            mistakes.add(Problem.unfit(root.place(listener), root.key(listener), "a loopback address", bind.toString())
                    .as(ErrorCode.INSECURE_LISTEN)
                    .suggesting("other machines could read and write everything; to allow that, set insecure = true"));
        }
    }

    private void checkReachable(Setting<Address> listener, Setting<Address> advertised) {
        boolean told = root.given(advertised).isPresent() || root.isUnfit(advertised);
        if (root.get(listener).isWildcard() && !told) {
            mistakes.add(Problem.wrong(
                            root.place(listener),
                            root.key(listener),
                            root.get(listener) + " stands for every address of this machine, and others can't connect"
                                    + " to that")
                    .suggesting("say what they connect to: " + advertised.key()));
        }
        if (root.given(advertised).filter(Address::isWildcard).isPresent()) {
            mistakes.add(Problem.unfit(
                    root.place(advertised),
                    root.key(advertised),
                    "an address of this machine that others can connect to",
                    root.get(advertised).toString()));
        }
    }

    private void checkDistinct() {
        List<Setting<Address>> listeners = List.of(PEERS, CLIENTS, ADMIN);
        for (int i = 1; i < listeners.size(); i++) {
            Setting<Address> later = listeners.get(i);
            for (Setting<Address> earlier : listeners.subList(0, i)) {
                if (root.get(later).port() != 0 && root.get(later).equals(root.get(earlier))) {
                    mistakes.add(Problem.wrong(
                            root.place(later),
                            root.key(later),
                            "is the same address as " + earlier.key() + ": " + root.get(later)));
                }
            }
        }
    }

    private void checkSilence() {
        if (root.isUnfit(PING_INTERVAL) || root.isUnfit(SUSPECT_AFTER)) {
            return;
        }
        Duration least = FailureDetection.leastSuspectAfter(root.get(PING_INTERVAL));
        Duration found = root.get(SUSPECT_AFTER);
        if (found.compareTo(least) < 0) {
            Setting<Duration> given = root.has(SUSPECT_AFTER) ? SUSPECT_AFTER : PING_INTERVAL;
            mistakes.add(Problem.wrong(
                            root.place(given),
                            root.key(given),
                            "a peer would be suspected after a silence of " + Kinds.showDuration(found)
                                    + ", less than two pings of " + Kinds.showDuration(root.get(PING_INTERVAL))
                                    + " apart")
                    .suggesting("set suspect-after to " + Kinds.showDuration(least) + " or more, or ping more often"));
        }
    }

    private void checkSeeds() {
        SortedMap<NodeId, Address> told = new TreeMap<>();
        for (Seed seed : root.given(GOSSIP_SEEDS).orElse(List.of())) {
            Address other = told.putIfAbsent(seed.node(), seed.peers());
            if (other != null) {
                mistakes.add(Problem.wrong(
                        root.place(GOSSIP_SEEDS),
                        root.key(GOSSIP_SEEDS),
                        "says twice where " + seed.node() + " is: " + other + " and " + seed.peers()));
            }
        }
    }

    private NodeConfig config(int cores) {
        Listener peers = listener(PEERS, ADVERTISED_PEERS);
        Listener clients = listener(CLIENTS, ADVERTISED_CLIENTS);
        Listener admin = listener(ADMIN, ADVERTISED_ADMIN);
        return new NodeConfig(
                identity(peers.advertised()),
                new Listeners(peers, clients, admin, root.get(INSECURE)),
                threads(cores),
                new Limits(
                        Math.toIntExact(root.get(MAX_FRAME)),
                        root.get(MAX_CONNECTIONS),
                        root.get(MAX_REQUESTS),
                        Math.toIntExact(root.get(MAX_UNSENT)),
                        root.get(HANDSHAKE)),
                new HintLimits(root.get(HINTS_MAX_SIZE), root.get(HINTS_PER_SECOND)),
                new FailureDetection(root.get(PING_INTERVAL), root.get(SUSPECT_AFTER), root.get(SLOW_AFTER)),
                new Gossip(root.get(GOSSIP_INTERVAL), seeds()),
                new TransferLimits(
                        root.get(TRANSFERS_MAX_RATE), root.get(TRANSFERS_SHARE), root.get(TRANSFERS_PARALLEL)),
                new AntiEntropy(root.get(ANTI_ENTROPY_INTERVAL), root.get(SCRUB_PERIOD), root.get(SET_ASIDE_MAX_SIZE)),
                new Reaping(root.get(REAPING_INTERVAL), root.get(REAPING_LOOK_THROUGH), root.get(REAPING_JOURNAL_SIZE)),
                background(),
                new ReconcilerLimits(root.get(RECONCILER_TIME_LIMIT)));
    }

    private BackgroundLimits background() {
        return new BackgroundLimits(
                root.get(BACKGROUND_LATENCY),
                root.get(BACKGROUND_ENGINE_LATENCY),
                root.get(BACKGROUND_QUEUE_WAIT),
                root.get(BACKGROUND_LOCK_FAILURES),
                root.get(BACKGROUND_LEAST_SHARE),
                new QuietHours(
                        root.get(BACKGROUND_QUIET_HOURS),
                        root.get(BACKGROUND_QUIET_ZONE),
                        root.get(BACKGROUND_QUIET_SHARE)));
    }

    private SortedMap<NodeId, Address> seeds() {
        SortedMap<NodeId, Address> seeds = new TreeMap<>();
        root.get(GOSSIP_SEEDS).forEach(seed -> seeds.put(seed.node(), seed.peers()));
        return seeds;
    }

    private NodeIdentity identity(Address peers) {
        NodeId id = new NodeId(root.get(ID));
        String host = root.given(HOST).orElse(peers.isLoopback() ? id.name() : peers.host());
        return new NodeIdentity(id, host, root.get(ZONE), root.get(WEIGHT));
    }

    private Threads threads(int cores) {
        Threads suited = Threads.forCores(cores);
        return new Threads(
                root.given(SHARDS).orElse(suited.shards()),
                root.given(NETWORK_THREADS).orElse(suited.network()),
                root.given(STORAGE_THREADS).orElse(suited.storage()));
    }

    private Listener listener(Setting<Address> listen, Setting<Address> advertise) {
        Address bind = root.get(listen);
        return new Listener(bind, root.given(advertise).orElse(bind));
    }
}
