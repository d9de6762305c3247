package org.armature.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.history.ObjectName;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.model.Version;
import org.armature.protocol.Message;
import org.armature.simulator.node.WallClock;
import org.junit.jupiter.api.Test;

class ExpiryWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BEGIN = WallClock.right(0);
    private static final NodeId N0 = new NodeId("n0");
    private static final ObjectName OBJECT = new ObjectName("sim/table0", "key0");
    private static final RequestId REQUEST = new RequestId(1, 1);

    private final List<Violation> violations = new ArrayList<>();
    private long now;
    private long clocksWrongBy;
    private final ExpiryWatch watch = new ExpiryWatch(() -> now, violations::add);

    private void asksFor(long ttlMillis) {
        watch.clocksAreWrongBy(() -> clocksWrongBy);
        watch.asked(REQUEST, Optional.of(new TimeToLive(ttlMillis)));
    }

    private static Version version(long expiresMillis) {
        return new Version(
                new Dot(new ActorId(N0, 1, 1), 1), REQUEST, BEGIN, 0, Optional.of(Bytes.EMPTY), expiresMillis);
    }

    private void isShown(long expiresMillis, long readSentNanos) {
        Message.Sibling sibling = new Message.Sibling(Optional.of(Bytes.EMPTY), BEGIN, N0, expiresMillis);
        watch.shown(OBJECT, sibling, Optional.of("w"), readSentNanos);
    }

    private Message.Sibling isShownAsExpired(long expiresMillis) {
        Message.Sibling sibling = new Message.Sibling(Optional.empty(), BEGIN, N0, expiresMillis);
        watch.shown(OBJECT, sibling, Optional.empty(), now);
        return sibling;
    }

    private void assertFound(String... invariants) {
        assertEquals(
                List.of(invariants),
                violations.stream().map(Violation::invariant).toList(),
                violations::toString);
    }

    @Test
    void whatExpiresAsItsWriterAskedIsRight() {
        asksFor(5_000);
        now = SECOND;
        watch.met(OBJECT, version(BEGIN + 5_400), "w");
        isShown(BEGIN + 5_400, 2 * SECOND);
        now = 6 * SECOND;
        assertEquals(List.of("w"), watch.names(OBJECT, isShownAsExpired(BEGIN + 5_400)));
        assertFound();
        assertEquals(1, watch.shown());
        assertEquals(1, watch.shownExpired());
    }

    @Test
    void anExpiryNoClockCanHaveMadeIsWrong() {
        asksFor(5_000);
        now = SECOND;
        watch.met(OBJECT, version(BEGIN + 6_500), "w");
        watch.met(OBJECT, version(BEGIN + 4_900), "w");
        watch.met(OBJECT, version(0), "w");
        assertFound("TTL WRONG_EXPIRY", "TTL WRONG_EXPIRY", "TTL WRONG_EXPIRY");
        clocksWrongBy = 500;
        watch.met(OBJECT, version(BEGIN + 6_500), "w");
        assertEquals(3, violations.size());
    }

    @Test
    void anExpiryNobodyAskedForIsWrong() {
        watch.met(OBJECT, version(BEGIN + 6_500), "w");
        assertTrue(watch.names(OBJECT, isShownAsExpired(BEGIN)).isEmpty());
        assertFound("TTL EXPIRY_INVENTED", "TTL EXPIRY_INVENTED");
    }

    @Test
    void aValueIsShownToNoReadSentAfterItExpiredUnlessAClockIsBehind() {
        asksFor(1_000);
        isShown(BEGIN + 1_000, SECOND + SECOND / 2);
        assertFound("TTL SHOWN_TOO_LONG");
        clocksWrongBy = 600;
        isShown(BEGIN + 1_000, SECOND + SECOND / 2);
        assertFound("TTL SHOWN_TOO_LONG");
    }

    @Test
    void aValueIsNotTakenForExpiredBeforeItsTimeUnlessAClockIsAhead() {
        asksFor(1_000);
        now = SECOND / 2;
        isShownAsExpired(BEGIN + 1_000);
        assertFound("TTL EXPIRED_TOO_EARLY");
        clocksWrongBy = 600;
        isShownAsExpired(BEGIN + 1_000);
        assertFound("TTL EXPIRED_TOO_EARLY");
    }
}
