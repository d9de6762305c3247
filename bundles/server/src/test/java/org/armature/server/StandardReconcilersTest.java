package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.armature.client.ArmatureClient;
import org.armature.client.Codecs;
import org.armature.client.Resolvers;
import org.armature.client.TypedTable;
import org.armature.client.Versioned;
import org.armature.model.CausalContext;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.standard.Cart;
import org.armature.reconciler.standard.CartReconciler;
import org.armature.reconciler.standard.Counter;
import org.armature.reconciler.standard.CounterReconciler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes along, with typed tables of the Java client and real nodes. */
class StandardReconcilersTest {
    @TempDir
    Path directory;

    private MemoryCluster with(Reconciler reconciler) {
        MemoryCluster cluster =
                new MemoryCluster(directory, 3, "n = 3, r = 2, w = 2, reconcile = " + reconciler.name());
        for (int node = 1; node <= 3; node++) {
            cluster.reconcilers(node).came(reconciler, EngineOrigin.NONE);
        }
        cluster.start(1, 2, 3);
        return cluster;
    }

    private static TypedTable<String, Cart> carts(ArmatureClient client) {
        return client.table("shop/cart", Codecs.utf8(), Codecs.utf8().as(Cart::parse, Cart::text))
                .withResolver(Resolvers.merging(Cart::merge));
    }

    private static TypedTable<String, Counter> counters(ArmatureClient client) {
        return client.table("shop/cart", Codecs.utf8(), Codecs.utf8().as(Counter::parse, Counter::text));
    }

    @Test
    void aCartThatTwoChangedAtTheSameTimeHasTheAdditionsOfBothAndNothingThatWasTakenOut() {
        try (MemoryCluster cluster = with(new CartReconciler());
                ArmatureClient one = cluster.client(MemoryCluster.DEADLINE, 1);
                ArmatureClient other = cluster.client(MemoryCluster.DEADLINE, 2)) {
            carts(one).update("alice", cart -> cart.orElse(Cart.EMPTY)
                    .add("milk", 1, "t1")
                    .add("tea", 1, "t2"));
            Versioned<String, Cart> read = carts(one).get("alice");
            Cart before = read.value().orElseThrow();
            carts(one).put("alice", before.remove("milk"), read.context());
            carts(other).put("alice", before.add("jam", 2, "t3"), read.context());

            Cart merged = carts(other).get("alice").value().orElseThrow();
            assertEquals(Map.of("jam", 2L, "tea", 1L), merged.items());

            carts(one).update("alice", cart -> cart.orElseThrow().add("rice", 1, "t4"));
            assertEquals(
                    Map.of("jam", 2L, "rice", 1L, "tea", 1L),
                    carts(other).get("alice").value().orElseThrow().items());
        }
    }

    @Test
    void aCounterThatWritersCountWithoutReadingEachOtherLosesNoCount() {
        try (MemoryCluster cluster = with(new CounterReconciler());
                ArmatureClient client = cluster.client(MemoryCluster.DEADLINE, 1, 2, 3)) {
            for (int writer = 1; writer <= 5; writer++) {
                counters(client).put("hits", Counter.ZERO.plus("w" + writer, writer), CausalContext.NONE);
            }
            assertEquals(Optional.of(15L), counters(client).get("hits").value().map(Counter::value));
        }
    }
}
