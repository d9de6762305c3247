package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.CausalContext;
import org.armature.model.RequestId;
import org.junit.jupiter.api.Test;

/** What a shard does where nothing fails. */
class ShardTest {
    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3");

    @Test
    void whatWasPutIsGotThroughEveryNode() {
        Answer put = three.put("n1", "alice", "book", CausalContext.NONE);
        three.settle();
        assertEquals(1, put.stored().siblings());
        for (String node : List.of("n1", "n2", "n3")) {
            assertEquals(List.of("book"), three.read(node, "alice"));
            assertTrue(three.copy(node, "alice").isPresent(), node);
        }
    }

    @Test
    void aKeyNeverWrittenIsNothingWithAContext() {
        Answer get = three.get("n1", "alice", 0);
        three.settle();
        assertEquals(List.of(), get.found().versions());
    }

    @Test
    void aPutWithTheContextOfAReadReplacesWhatWasRead() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Answer second = three.put("n2", "alice", "2", first.stored().context());
        three.settle();
        assertEquals(1, second.stored().siblings());
        assertEquals(List.of("2"), three.read("n3", "alice"));
    }

    @Test
    void aPutWithoutContextStandsBesideAndTheReplySaysSo() {
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Answer second = three.put("n1", "alice", "2", CausalContext.NONE);
        three.settle();
        assertEquals(2, second.stored().siblings());
        assertEquals(List.of("1", "2"), three.read("n2", "alice"));
        assertEquals(1, three.count("n1", Counter.PUTS_BESIDE_SIBLINGS));
    }

    @Test
    void aDeleteHidesWhatItHadSeen() {
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.put("n2", "alice", Optional.empty(), put.stored().context(), three.newRequest());
        three.settle();
        assertEquals(List.of(), three.read("n3", "alice"));
        assertTrue(three.everywhere("alice").versions().get(0).isTombstone());
    }

    /** Storage answers later, so one thread alone would not make read-modify-write atomic. */
    @Test
    void twoPutsWhoseReadsCouldBothReturnBeforeEitherWritesLoseNothing() {
        for (long seed = 0; seed < 200; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3");
            cluster.put("n1", "alice", "1", CausalContext.NONE);
            cluster.put("n1", "alice", "2", CausalContext.NONE);
            cluster.put("n1", "alice", "3", CausalContext.NONE);
            cluster.settle();
            assertEquals(List.of("1", "2", "3"), cluster.read("n2", "alice"), "seed " + seed);
            assertEquals(
                    3,
                    cluster.everywhere("alice").versions().stream()
                            .map(v -> v.dot())
                            .distinct()
                            .count());
        }
    }

    @Test
    void aRepeatedRequestIsOneEventThroughOneCoordinator() {
        RequestId request = three.newRequest();
        three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        Answer again = three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        assertEquals(1, again.stored().siblings());
        assertEquals(1, three.count("n1", Counter.PUTS_REPEATED));
        assertEquals(1, three.everywhere("alice").seen().size());
    }

    @Test
    void aRepeatedRequestIsOneEventThroughTwoCoordinatorsAtOnce() {
        for (long seed = 0; seed < 200; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3");
            RequestId request = cluster.newRequest();
            cluster.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
            Answer other = cluster.put("n2", "alice", Optional.of("1"), CausalContext.NONE, request);
            cluster.settle();
            assertEquals(List.of("1"), cluster.read("n3", "alice"), "seed " + seed);
            Answer next = cluster.put("n3", "alice", "2", other.stored().context());
            cluster.settle();
            assertTrue(next.stored().siblings() <= 1, "seed " + seed);
            assertEquals(List.of("2"), cluster.read("n1", "alice"), "seed " + seed);
        }
    }

    @Test
    void aRepeatedRequestThatSurfacesAfterALaterWriteDoesNotComeBack() {
        RequestId request = three.newRequest();
        Answer first = three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        three.put("n1", "alice", "2", first.stored().context());
        three.settle();
        three.put("n2", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        assertEquals(List.of("2"), three.read("n3", "alice"));
    }

    @Test
    void aRepeatedRequestIsKnownAfterARestart() {
        RequestId request = three.newRequest();
        three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        three.kill("n1");
        three.restart("n1");
        three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        assertEquals(List.of("1"), three.read("n2", "alice"));
    }

    @Test
    void aKeyThatWasForgottenAndIsWrittenAgainGetsDotsNeverUsedBefore() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Answer second = three.put("n1", "alice", "2", first.stored().context());
        three.settle();
        three.forget("n1", "alice");
        Answer third = three.put("n1", "alice", "3", CausalContext.NONE);
        three.settle();
        assertTrue(third.isThere());
        assertEquals(List.of("2", "3"), three.read("n2", "alice"));
        assertTrue(second.isThere());
    }

    @Test
    void aNodeThatLostItsDiskGetsDotsNeverUsedBefore() {
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.kill("n1");
        three.forget("n1", "alice");
        three.restart("n1");
        three.put("n1", "alice", "2", CausalContext.NONE);
        three.settle();
        assertEquals(List.of("1", "2"), three.read("n3", "alice"));
    }

    @Test
    void aNodeThatIsNoOwnerForwardsToOneThatIs() {
        ShardCluster five = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5");
        for (String node : List.of("n1", "n2", "n3", "n4", "n5")) {
            Answer put = five.put(node, "key-of-" + node, node, CausalContext.NONE);
            five.settle();
            assertEquals(3, five.everywhere("key-of-" + node).isEmpty() ? 0 : copies(five, "key-of-" + node));
            assertTrue(put.stored().copies() >= 2);
            assertEquals(List.of(node), five.read("n1", "key-of-" + node));
        }
        long forwarded = List.of("n1", "n2", "n3", "n4", "n5").stream()
                .mapToLong(node -> five.count(node, Counter.PUTS_FORWARDED))
                .sum();
        assertNotEquals(0, forwarded);
    }

    private static int copies(ShardCluster cluster, String key) {
        return (int) List.of("n1", "n2", "n3", "n4", "n5").stream()
                .filter(node -> cluster.copy(node, key).isPresent())
                .count();
    }
}
