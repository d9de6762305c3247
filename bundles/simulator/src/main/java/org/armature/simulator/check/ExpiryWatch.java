package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.armature.history.ObjectName;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.model.Version;
import org.armature.protocol.Message;
import org.armature.simulator.node.WallClock;

/**
 * Values live as long as their writers asked, by the clocks of those who took them in and of those who answer: what was wrong
 * of any clock so far, either of them may be wrong by. What has expired keeps its name, so that a reader who was shown it has
 * seen that write, and not some deletion.
 */
final class ExpiryWatch {
    /** A millisecond begins on a node when it begins in the world, or has begun just before. */
    private static final long ROUNDING_MILLIS = 1;

    private record Asked(Optional<TimeToLive> ttl, long atMillis) {}

    /** What a reader is told of a version that has expired. */
    private record Expired(ObjectName object, NodeId by, long writtenMillis, long expiresMillis) {}

    private final Map<RequestId, Asked> asked = new HashMap<>();
    private final Map<Expired, Set<String>> expiring = new HashMap<>();
    private final LongSupplier nowMillis;
    private final Consumer<Violation> wrong;
    private LongSupplier worstClock = () -> 0;
    private long shown;
    private long shownExpired;

    /** @param nowNanos since the run began */
    ExpiryWatch(LongSupplier nowNanos, Consumer<Violation> wrong) {
        this.nowMillis = () -> WallClock.right(nowNanos.getAsLong());
        this.wrong = wrong;
    }

    /** @param millis by how much any clock has been wrong so far, at most */
    void clocksAreWrongBy(LongSupplier millis) {
        worstClock = millis;
    }

    /** By how many milliseconds any clock has been wrong so far, at most. */
    long clocksAreWrongBy() {
        return worstClock.getAsLong();
    }

    /** A client is about to write this. */
    void asked(RequestId request, Optional<TimeToLive> ttl) {
        asked.putIfAbsent(request, new Asked(ttl, nowMillis.getAsLong()));
    }

    /** A version was met on a node for the first time. */
    void met(ObjectName object, Version version, String name) {
        if (version.isTombstone()) {
            return;
        }
        Asked write = asked.get(version.request());
        if (write == null || write.ttl().isEmpty()) {
            if (version.expiresMillis() != 0) {
                wrong.accept(new Violation(
                        "TTL EXPIRY_INVENTED", object + ": " + name + " expires, and its writer did not ask for it"));
            }
            return;
        }
        Expired later =
                new Expired(object, version.dot().actor().node(), version.writtenMillis(), version.expiresMillis());
        expiring.computeIfAbsent(later, any -> new LinkedHashSet<>()).add(name);
        long mintedMillis = version.expiresMillis() - write.ttl().get().millis();
        long wrongBy = worstClock.getAsLong() + ROUNDING_MILLIS;
        if (mintedMillis < write.atMillis() - wrongBy || mintedMillis > nowMillis.getAsLong() + wrongBy) {
            wrong.accept(new Violation(
                    "TTL WRONG_EXPIRY",
                    object + ": " + name + " was to live " + write.ttl().get().millis() + " ms, was sent at "
                            + write.atMillis() + " and met at " + nowMillis.getAsLong() + ", and expires at "
                            + version.expiresMillis()));
        }
    }

    /**
     * A reader was shown this, now.
     *
     * @param name of the value, if it was shown
     * @param askedNanos when the read began
     */
    void shown(ObjectName object, Message.Sibling sibling, Optional<String> name, long askedNanos) {
        if (sibling.expiresMillis() == 0) {
            return;
        }
        long wrongBy = worstClock.getAsLong() + ROUNDING_MILLIS;
        if (name.isPresent()) {
            shown++;
            if (sibling.expiresMillis() + wrongBy < WallClock.right(askedNanos)) {
                wrong.accept(new Violation(
                        "TTL SHOWN_TOO_LONG",
                        object + " shows " + name.get() + ", which expired at " + sibling.expiresMillis()
                                + ", to a read that was sent at " + WallClock.right(askedNanos)));
            }
        } else {
            shownExpired++;
            if (nowMillis.getAsLong() + wrongBy < sibling.expiresMillis()) {
                wrong.accept(new Violation(
                        "TTL EXPIRED_TOO_EARLY",
                        object + " does not show at " + nowMillis.getAsLong() + " what expires at "
                                + sibling.expiresMillis()));
            }
        }
    }

    /** The names of what an expired sibling may be: nearly always one. */
    List<String> names(ObjectName object, Message.Sibling sibling) {
        Set<String> names = expiring.getOrDefault(
                new Expired(object, sibling.writtenBy(), sibling.writtenMillis(), sibling.expiresMillis()),
                new LinkedHashSet<>());
        if (names.isEmpty()) {
            wrong.accept(new Violation("TTL EXPIRY_INVENTED", object + " shows " + sibling + ", which nobody wrote"));
        }
        return new ArrayList<>(names);
    }

    /** How many values were shown that were to expire. */
    long shown() {
        return shown;
    }

    /** How often a reader was told that a value has expired. */
    long shownExpired() {
        return shownExpired;
    }
}
