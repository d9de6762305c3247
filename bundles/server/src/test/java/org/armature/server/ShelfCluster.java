package org.armature.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.Table;
import org.armature.model.Key;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;
import org.armature.storage.StorageEngine;

/**
 * Real nodes of this process, over real sockets, with an engine each that keeps what it has while its node is stopped.
 * The one table is {@code shop/cart}.
 */
final class ShelfCluster implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final LocalCluster files;
    private final SortedMap<String, ShelfEngine> engines = new TreeMap<>();
    private final SortedMap<String, List<StorageEngine>> more = new TreeMap<>();
    private final SortedMap<String, EnginePresence> presences = new TreeMap<>();
    private final SortedMap<String, RunningNode> running = new TreeMap<>();
    private ArmatureClient client;

    /**
     * Starts all and waits until they see each other.
     *
     * @param cart settings of the table
     * @param own lines of each node's file
     */
    ShelfCluster(Path directory, int nodes, String cart, String... own) {
        files = LocalCluster.of(directory, nodes, table(cart));
        ClientBuilder builder = ArmatureClient.builder().deadline(DEADLINE);
        for (int node = 1; node <= nodes; node++) {
            files.configure(node, lines(node, own));
            engines.put("n" + node, new ShelfEngine("shelf"));
            builder.node(files.clients(node));
        }
        client = builder.build();
        engines.keySet().forEach(this::start);
        awaitWhole();
    }

    private static String table(String cart) {
        return "tables.cart { engine = shelf, " + cart + " }";
    }

    /** Other settings of the table, for each node from its next start on. */
    void configure(String cart) {
        files.configureInstance(table(cart));
    }

    /** All that the file of the instance says, on one node, and while it runs. */
    void write(String node, String... shop) {
        Instances.write(instances(node), "shop", shop);
    }

    Path instances(String node) {
        return files.etc(number(node)).resolve("instances");
    }

    Path data(String node) {
        return files.data(number(node));
    }

    private static String[] lines(int node, String... own) {
        List<String> lines =
                List.of("node.id = n" + node, "failure-detector { ping-interval = 100 ms, suspect-after = 2 s }");
        return Stream.concat(lines.stream(), List.of(own).stream()).toArray(String[]::new);
    }

    private static int number(String node) {
        return Integer.parseInt(node.substring(1));
    }

    void start(String node) {
        EnginePresence present = new EnginePresence();
        present.came(engines.get(node));
        more.getOrDefault(node, List.of()).forEach(present::came);
        presences.put(node, present);
        running.put(
                node,
                RunningNode.start(
                        files.plan(number(node)),
                        present,
                        new FakeBundles(present),
                        FakeReconcilerBundles.none(),
                        (where, cause) -> {
                            throw new AssertionError(where, cause);
                        }));
    }

    /** Another engine of the same kind, which stays. */
    void secondEngine(String node, String name) {
        moreEngines(node, new ShelfEngine(name));
    }

    void moreEngines(String node, StorageEngine engine) {
        more.computeIfAbsent(node, added -> new ArrayList<>()).add(engine);
        presences.get(node).came(engine);
    }

    void stop(String node) {
        running.remove(node).close();
    }

    /** Until every node is sure of what it has, as far as a comparison with the others tells: one that starts empty is not. */
    void awaitSure() {
        try (AdminClient admin = admin("n1")) {
            Waiting.until("nothing is doubtful", () -> admin.repairStatus(Optional.empty(), false).trees().stream()
                    .allMatch(trees -> trees.doubtful() == 0));
        }
    }

    /** Waits until each that runs finds exactly the others that run reachable. */
    void awaitWhole() {
        for (String node : running.keySet()) {
            Waiting.until(node + " reaches " + running.keySet(), () -> reached(node)
                    .equals(running.keySet().stream()
                            .filter(other -> !other.equals(node))
                            .collect(Collectors.toSet())));
        }
    }

    private Set<String> reached(String node) {
        return status(node).peers().stream()
                .filter(PeerStatus::isReachable)
                .map(peer -> peer.node().name())
                .collect(Collectors.toSet());
    }

    Table cart() {
        return client.table("shop/cart");
    }

    ShelfEngine engine(String node) {
        return engines.get(node);
    }

    AdminClient admin(String node) {
        return ArmatureClient.builder()
                .node(files.admin(number(node)))
                .deadline(DEADLINE)
                .buildAdmin();
    }

    StatusReply status(String node) {
        try (AdminClient admin = admin(node)) {
            return admin.status();
        }
    }

    /** Of a node since it was started. */
    long figure(String node, String name) {
        return status(node).figures().getOrDefault(name, 0L);
    }

    /** The same, summed over the nodes that run. */
    long sum(String name) {
        return running.keySet().stream().mapToLong(node -> figure(node, name)).sum();
    }

    /** Owners, then fallbacks. */
    List<String> preferenceList(Key key) {
        try (AdminClient admin = admin(running.firstKey())) {
            return admin.ring(cart().name(), key).preferenceList().stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    /** Whether the node itself holds a record of the key. */
    boolean holds(String node, Key key) {
        try (AdminClient admin = admin(node)) {
            return admin.rawGet(cart().name(), key).record().isPresent();
        }
    }

    @Override
    public void close() {
        client.close();
        running.values().forEach(RunningNode::close);
    }
}
