package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.history.Fact;

/**
 * Whether the operations of a register whose values are all different can be put in an order in which each read returns
 * the latest write, and whatever ended before something else began comes first (Gibbons and Korach, "Testing shared
 * memories", 1997).
 *
 * <p>A write and the reads that returned it form a cluster, which must stand together in the order. Its zone lies between
 * the earliest end and the latest start of its operations. One cluster must come before another if some operation of the
 * first ended before some of the other began; there is an order unless two clusters must come before each other, that is
 * if two forward zones (the end is before the start) overlap, or one encloses a backward zone. Sorting decides that.
 *
 * <p>A write of unknown outcome may take effect at any time after it was sent: if a read returned it, it ends never; else
 * it can be left out.
 */
final class RegisterOrder {
    /** What a read returns before anything was written. */
    static final String NOTHING = "";

    private final Map<String, Zone> zones = new LinkedHashMap<>();

    /** Two values that must both come first; or one, if it was read before it was sent. */
    record Conflict(String value, String other, long time) {}

    /** From the earliest end to the latest start. */
    private static final class Zone {
        private final String value;
        private final long sent;
        private long end;
        private long start;
        private long earliestRead = Fact.NEVER;

        Zone(String value, long sent, long end) {
            this.value = value;
            this.sent = sent;
            this.end = end;
            this.start = sent;
        }

        boolean isForward() {
            return end < start;
        }
    }

    RegisterOrder() {
        zones.put(NOTHING, new Zone(NOTHING, Long.MIN_VALUE, Long.MIN_VALUE));
    }

    /** @param end {@link Fact#NEVER} if the outcome is unknown; such a write must have been returned by some read */
    void wrote(String value, long start, long end) {
        zones.put(value, new Zone(value, start, end));
    }

    /** To be told after all writes; the value is one of these or {@link #NOTHING}. */
    void read(String value, long start, long end) {
        Zone zone = zones.get(value);
        zone.end = Math.min(zone.end, end);
        zone.start = Math.max(zone.start, start);
        zone.earliestRead = Math.min(zone.earliestRead, end);
    }

    /** The first contradiction, if there is one. */
    Optional<Conflict> conflict() {
        List<Zone> forward = new ArrayList<>();
        List<Zone> backward = new ArrayList<>();
        for (Zone zone : zones.values()) {
            if (zone.earliestRead < zone.sent) {
                return Optional.of(new Conflict(zone.value, zone.value, zone.earliestRead));
            }
            (zone.isForward() ? forward : backward).add(zone);
        }
        forward.sort(Comparator.comparingLong(zone -> zone.end));
        Optional<Conflict> overlap = overlap(forward);
        return overlap.isPresent() ? overlap : enclosure(forward, backward);
    }

    private static Optional<Conflict> overlap(List<Zone> forward) {
        for (int i = 1; i < forward.size(); i++) {
            Zone one = forward.get(i - 1);
            Zone next = forward.get(i);
            if (next.end < one.start) {
                return Optional.of(new Conflict(one.value, next.value, next.end));
            }
        }
        return Optional.empty();
    }

    /** @param forward in order, none overlapping another */
    private static Optional<Conflict> enclosure(List<Zone> forward, List<Zone> backward) {
        backward.sort(Comparator.comparingLong(zone -> zone.start));
        int next = 0;
        for (Zone inner : backward) {
            while (next < forward.size() && forward.get(next).end < inner.start) {
                next++;
            }
            if (next > 0 && inner.end < forward.get(next - 1).start) {
                return Optional.of(new Conflict(forward.get(next - 1).value, inner.value, inner.end));
            }
        }
        return Optional.empty();
    }
}
