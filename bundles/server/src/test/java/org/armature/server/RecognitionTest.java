package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.ConnectFailed;
import org.junit.jupiter.api.Test;

class RecognitionTest {
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> dismissals = new ArrayList<>();
    private final Recognition recognition =
            new Recognition(List.of(N2, N3), PATIENCE_NANOS, nanos::get, dismissals::add);

    private static ConnectFailed duplicate(String words) {
        return new ConnectFailed(
                "refused", Optional.of(new Message.Failure(ErrorCode.DUPLICATE_NODE, Message.Outcome.REJECTED, words)));
    }

    private static ConnectFailed gone() {
        return new ConnectFailed("connection refused", Optional.empty());
    }

    private void begun() {
        recognition.welcomed(N2);
        recognition.notReached(N3, gone());
        assertEquals(Optional.empty(), recognition.awaitFirst(LONG));
    }

    @Test
    void aStartGoesOnWhenEveryPeerWasTriedThereOrNot() {
        CompletableFuture<Optional<String>> begins = CompletableFuture.supplyAsync(() -> recognition.awaitFirst(LONG));
        assertThrows(TimeoutException.class, () -> begins.get(50, TimeUnit.MILLISECONDS));
        recognition.welcomed(N2);
        assertThrows(TimeoutException.class, () -> begins.get(50, TimeUnit.MILLISECONDS));
        recognition.notReached(N3, gone());
        assertEquals(Optional.empty(), begins.orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void aPeerThatSaysNothingIsWaitedForNoLongerThanTheLimit() {
        recognition.welcomed(N2);
        assertEquals(Optional.empty(), recognition.awaitFirst(0));
    }

    @Test
    void whoIsAloneWaitsForNobody() {
        Recognition alone = new Recognition(List.of(), PATIENCE_NANOS, nanos::get, dismissals::add);
        assertEquals(Optional.empty(), alone.awaitFirst(LONG));
    }

    @Test
    void aStartThatIsRefusedLongEnoughEndsWithThePeersWords() {
        CompletableFuture<Optional<String>> begins = CompletableFuture.supplyAsync(() -> recognition.awaitFirst(LONG));
        recognition.notReached(N3, duplicate("n3 knows another"));
        recognition.notReached(N2, duplicate("so does n2"));
        nanos.addAndGet(PATIENCE_NANOS);
        recognition.notReached(N3, duplicate("n3 knows another"));
        assertEquals(
                Optional.of("so does n2; n3 knows another"),
                begins.orTimeout(20, TimeUnit.SECONDS).join());
        assertEquals(List.of(), dismissals, "nothing was begun");
    }

    @Test
    void aStartThatIsRefusedAtFirstGoesOnOnceItIsWelcome() throws Exception {
        recognition.notReached(N2, duplicate("old connection"));
        recognition.notReached(N3, gone());
        CompletableFuture<Optional<String>> begins = CompletableFuture.supplyAsync(() -> recognition.awaitFirst(0));
        assertThrows(TimeoutException.class, () -> begins.get(50, TimeUnit.MILLISECONDS));
        recognition.welcomed(N2);
        assertEquals(Optional.empty(), begins.orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void aRunningProcessIsDismissedOnceAndOnlyAfterLastingRefusals() {
        begun();
        recognition.lost(N2);
        recognition.notReached(N2, duplicate("another"));
        nanos.addAndGet(PATIENCE_NANOS - 1);
        recognition.notReached(N2, duplicate("another"));
        assertEquals(List.of(), dismissals);
        nanos.incrementAndGet();
        recognition.notReached(N2, duplicate("another"));
        recognition.notReached(N2, duplicate("another"));
        assertEquals(List.of("another"), dismissals);
    }

    @Test
    void anotherFailureInBetweenBeginsTheCountAnew() {
        begun();
        recognition.notReached(N2, duplicate("another"));
        nanos.addAndGet(PATIENCE_NANOS);
        recognition.notReached(N2, gone());
        recognition.notReached(N2, duplicate("another"));
        assertTrue(dismissals.isEmpty());
    }

    @Test
    void fewerThatRefuseThanWelcomeAreNotEnough() {
        NodeId n4 = new NodeId("n4");
        Recognition three = new Recognition(List.of(N2, N3, n4), PATIENCE_NANOS, nanos::get, dismissals::add);
        three.welcomed(N2);
        three.welcomed(N3);
        three.notReached(n4, duplicate("another"));
        assertEquals(Optional.empty(), three.awaitFirst(LONG));
        nanos.addAndGet(PATIENCE_NANOS);
        three.notReached(n4, duplicate("another"));
        assertTrue(dismissals.isEmpty());

        three.lost(N3);
        three.notReached(n4, duplicate("another"));
        assertFalse(dismissals.isEmpty(), "one refuses, one welcomes: neither side is believed");
    }
}
