package org.armature.client.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.AttemptOutcome;
import org.armature.client.observe.AttemptRole;
import org.armature.client.observe.Connections;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationEnded;
import org.armature.client.observe.OperationKind;
import org.armature.client.observe.OperationOutcome;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {
    private static final TableName CART = new TableName("shop", "cart");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClientMetrics metrics = new ClientMetrics(registry);

    private OperationBegun begun(OperationKind kind) {
        return metrics.begun(new OperationBegun(CART, kind, OptionalLong.of(7)));
    }

    private static AttemptEnded attempt(AttemptRole role, String node, AttemptOutcome outcome, int millis) {
        return new AttemptEnded(
                1, role, new NodeId(node), "127.0.0.1:7101", outcome, 0, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static OperationEnded end(OperationOutcome outcome, int millis) {
        return new OperationEnded(outcome, Optional.empty(), 1, 0, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void requestsAreTimedByTableOperationAndOutcome() {
        OperationBegun get = begun(OperationKind.GET);
        metrics.ended(get, end(OperationOutcome.OK, 3));
        metrics.ended(get, end(OperationOutcome.OK, 4));
        metrics.ended(get, end(OperationOutcome.READ_FAILED, 50));
        metrics.ended(begun(OperationKind.PUT), end(OperationOutcome.OK, 5));
        assertEquals(7, requests("get", "ok", 2), 0.001);
        assertEquals(50, requests("get", "read_failed", 1), 0.001);
        assertEquals(5, requests("put", "ok", 1), 0.001);
    }

    private double requests(String operation, String outcome, long count) {
        var timer = registry.get("armature.client.requests")
                .tags("table", "shop/cart", "operation", operation, "outcome", outcome)
                .timer();
        assertEquals(count, timer.count());
        return timer.totalTime(TimeUnit.MILLISECONDS);
    }

    @Test
    void attemptsAreTimedByNodeAndHedgesAndRetriesAreCounted() {
        OperationBegun get = begun(OperationKind.GET);
        metrics.attempted(get, attempt(AttemptRole.FIRST, "n1", AttemptOutcome.ABANDONED, 30));
        metrics.attempted(get, attempt(AttemptRole.HEDGE, "n2", AttemptOutcome.ANSWERED, 2));
        metrics.attempted(get, attempt(AttemptRole.HEDGE, "n2", AttemptOutcome.ABANDONED, 2));
        metrics.attempted(get, attempt(AttemptRole.RETRY, "n2", AttemptOutcome.ANSWERED, 2));
        assertEquals(
                30,
                registry.get("armature.client.attempts")
                        .tags("table", "shop/cart", "operation", "get", "node", "n1", "outcome", "abandoned")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS),
                0.001);
        assertEquals(
                2,
                registry.get("armature.client.attempts")
                        .tags("node", "n2", "outcome", "answered")
                        .timer()
                        .count());
        for (String won : new String[] {"true", "false"}) {
            assertEquals(
                    1,
                    registry.get("armature.client.hedges")
                            .tags("table", "shop/cart", "operation", "get", "won", won)
                            .counter()
                            .count());
        }
        assertEquals(
                1,
                registry.get("armature.client.retries")
                        .tags("table", "shop/cart", "operation", "get")
                        .counter()
                        .count());
    }

    @Test
    void siblingsAreSummedUpByTable() {
        metrics.found(begun(OperationKind.GET), 1);
        metrics.found(begun(OperationKind.UPDATE), 3);
        var siblings = registry.get("armature.client.siblings")
                .tags("table", "shop/cart")
                .summary();
        assertEquals(2, siblings.count());
        assertEquals(4, siblings.totalAmount());
        assertEquals(3, siblings.max());
    }

    @Test
    void connectionsAreGaugesUntilTheClientIsClosed() {
        Connections connections = new Connections() {
            @Override
            public int up() {
                return 2;
            }

            @Override
            public int down() {
                return 1;
            }
        };
        metrics.clientOpened(connections);
        assertEquals(2, connections("up"));
        assertEquals(1, connections("down"));
        metrics.clientClosed();
        assertNull(registry.find("armature.client.connections").gauge());
    }

    private double connections(String state) {
        return registry.get("armature.client.connections")
                .tags("state", state)
                .gauge()
                .value();
    }

    @Test
    void severalClientsAreToldApartByTheirTags() {
        ClientMetrics named = new ClientMetrics(registry, Tags.of("client", "orders"));
        OperationBegun get = named.begun(new OperationBegun(CART, OperationKind.GET, OptionalLong.empty()));
        named.ended(get, end(OperationOutcome.OK, 1));
        named.attempted(get, attempt(AttemptRole.HEDGE, "n1", AttemptOutcome.ANSWERED, 1));
        named.attempted(get, attempt(AttemptRole.RETRY, "n1", AttemptOutcome.ANSWERED, 1));
        named.found(get, 1);
        assertEquals(5, registry.getMeters().size());
        for (Meter meter : registry.getMeters()) {
            assertEquals("orders", meter.getId().getTag("client"), meter.getId()::toString);
        }
    }

    @Test
    void aClientWithoutNodesShowsItInItsMetrics() throws IOException {
        String address;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + unused.getLocalPort();
        }
        try (ArmatureClient client = ArmatureClient.builder()
                .node(address)
                .deadline(Duration.ofMillis(100))
                .observer(metrics)
                .build()) {
            assertThrows(StoreException.Unavailable.class, () -> client.table("shop/cart")
                    .get(Key.utf8("alice")));
            assertTrue(requests("get", "unavailable", 1) >= 90);
            assertEquals(0, connections("up"));
            assertEquals(1, connections("down"));
        }
        assertNull(registry.find("armature.client.connections").gauge());
    }
}
