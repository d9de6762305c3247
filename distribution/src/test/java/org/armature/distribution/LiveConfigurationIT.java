package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files of instances change under three real nodes, by an editor and by the command. */
class LiveConfigurationIT extends OwnNodes {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void tablesComeAndChangeAndGoWithoutARestart() throws Exception {
        nodes.addAll(NodeUnderTest.cluster(home, temp, 3, THREE_COPIES));
        for (NodeUnderTest node : nodes) {
            node.start();
        }
        says(0, "put", "kv/hello", "world");

        Files.writeString(file(0), "defaults { n = 3, r = 2, w = 2 }\ntables { kv {}\n cart { w = 4 } }\n");
        Await.until("the mistake is told", LIMIT, () -> says(0, "status").contains("ARM-111"));
        String wrong = ends(0, 1, "config", "status");
        assertTrue(wrong.contains("default.conf:3: tables.cart.w: expected 1 to n (3), found 4"), wrong);
        assertTrue(says(0, "get", "kv/hello").contains("world"));

        Path pushed = Files.writeString(
                temp.resolve("default.conf"), "defaults { n = 3, r = 2, w = 2 }\ntables { kv {}\n cart {} }\n");
        says(1, "config", "push", pushed.toString(), "--all");
        says(2, "put", "cart/alice", "book");
        assertTrue(says(0, "get", "cart/alice").contains("book"));
        assertTrue(says(0, "config", "diff", "--nodes").contains("all that answer run by the same: n1, n2, n3"));

        for (int node = 0; node < nodes.size(); node++) {
            Files.writeString(file(node), "defaults { n = 2, r = 2, w = 2 }\ntables { kv {}\n cart {} }\n");
        }
        for (int node = 0; node < nodes.size(); node++) {
            int each = node;
            Await.until(
                    "n" + (each + 1) + " keeps two copies",
                    LIMIT,
                    () -> says(each, "config", "diff", "--nodes").contains("all that answer run by the same")
                            && says(each, "config", "diff").contains("runs by its files"));
        }
        assertTrue(says(1, "get", "cart/alice").contains("book"));

        says(0, "config", "rollback", "1");
        String gone = ends(0, 1, "get", "cart/alice");
        assertTrue(gone.contains("ARM-204"), gone);
        assertTrue(says(0, "config", "history").contains("an operator"));
        assertTrue(says(1, "config", "diff", "--nodes").contains("default/cart n"));
    }

    private Path file(int node) {
        return nodes.get(node).etc().resolve("instances/default.conf");
    }

    private String says(int node, String... arguments) throws Exception {
        return ends(node, 0, arguments);
    }

    private String ends(int node, int status, String... arguments) throws Exception {
        boolean isClients = arguments[0].equals("get") || arguments[0].equals("put");
        Stream<String> where = Stream.of("--node", nodes.get(node).address(isClients ? "client" : "admin"));
        return Command.run(
                home, status, Stream.concat(Stream.of(arguments), where).toArray(String[]::new));
    }
}
