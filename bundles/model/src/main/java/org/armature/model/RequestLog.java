package org.armature.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which dots recent client writes of a key were given, so that a repeated write is known as such. Immutable. Bounded:
 * the latest {@value #LIMIT} events are kept, and a coordinator drops those older than {@value #WINDOW_MILLIS} ms.
 */
public final class RequestLog {
    public static final int LIMIT = 16;
    public static final long WINDOW_MILLIS = 600_000;
    public static final RequestLog EMPTY = new RequestLog(List.of());

    private static final Comparator<Event> LATEST_FIRST = Comparator.comparingLong(Event::atMillis)
            .reversed()
            .thenComparing(Event::request)
            .thenComparing(Event::dot);

    private final List<Event> latestFirst;

    /**
     * @param atMillis wall time of the coordinator that minted the dot
     */
    public record Event(RequestId request, Dot dot, long atMillis) {}

    private RequestLog(List<Event> latestFirst) {
        this.latestFirst = latestFirst;
    }

    public static RequestLog of(Collection<Event> events) {
        return events.isEmpty() ? EMPTY : latest(events.stream());
    }

    /** With one more event, without those that are older than the window at that event's time. */
    public RequestLog with(Event event) {
        long oldest = event.atMillis() - WINDOW_MILLIS;
        return latest(Stream.concat(Stream.of(event), latestFirst.stream().filter(e -> e.atMillis() >= oldest)));
    }

    /** Commutative, associative, idempotent. */
    public RequestLog merge(RequestLog other) {
        if (other.latestFirst.isEmpty() || latestFirst.equals(other.latestFirst)) {
            return this;
        }
        return latestFirst.isEmpty() ? other : latest(Stream.concat(latestFirst.stream(), other.latestFirst.stream()));
    }

    private static RequestLog latest(Stream<Event> events) {
        TreeMap<Dot, Event> byDot = new TreeMap<>();
        events.forEach(event -> byDot.merge(event.dot(), event, (a, b) -> LATEST_FIRST.compare(a, b) <= 0 ? a : b));
        return new RequestLog(
                byDot.values().stream().sorted(LATEST_FIRST).limit(LIMIT).toList());
    }

    /** The dots this write is known to have been given: usually none or one, more after a retry elsewhere. */
    public SortedSet<Dot> dotsOf(RequestId request) {
        TreeSet<Dot> dots = new TreeSet<>();
        for (Event event : latestFirst) {
            if (event.request().equals(request)) {
                dots.add(event.dot());
            }
        }
        return dots;
    }

    public boolean knows(RequestId request) {
        return latestFirst.stream().anyMatch(event -> event.request().equals(request));
    }

    public List<Event> latestFirst() {
        return latestFirst;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestLog that && latestFirst.equals(that.latestFirst);
    }

    @Override
    public int hashCode() {
        return latestFirst.hashCode();
    }

    @Override
    public String toString() {
        return latestFirst.toString();
    }
}
