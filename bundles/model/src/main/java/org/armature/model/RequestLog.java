package org.armature.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which dots recent client writes of a key were given, so that a repeated write is known as such, and two dots of one
 * write as one event. An immutable set of events; {@link VersionSet} bounds the one it carries.
 */
public final class RequestLog {
    /** How many events are kept beside those of versions that still stand. */
    public static final int LIMIT = 16;

    /** How long an event is remembered for, in milliseconds of wall time, if its version no longer stands. */
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
    public record Event(RequestId request, Dot dot, long atMillis) {
        static Event of(Version version) {
            return new Event(version.request(), version.dot(), version.writtenMillis());
        }
    }

    private RequestLog(List<Event> latestFirst) {
        this.latestFirst = latestFirst;
    }

    /** All of them, in any order. */
    public static RequestLog of(Collection<Event> events) {
        return events.isEmpty()
                ? EMPTY
                : new RequestLog(events.stream().distinct().sorted(LATEST_FIRST).toList());
    }

    public RequestLog with(Event event) {
        return merge(new RequestLog(List.of(event)));
    }

    /** The events of both. Commutative, associative, idempotent. */
    public RequestLog merge(RequestLog other) {
        List<Event> own = latestFirst;
        List<Event> its = other.latestFirst;
        if (its.isEmpty() || own.equals(its)) {
            return this;
        }
        List<Event> union = new ArrayList<>(own.size() + its.size());
        int i = 0;
        int j = 0;
        while (i < own.size() && j < its.size()) {
            int order = LATEST_FIRST.compare(own.get(i), its.get(j));
            union.add(order <= 0 ? own.get(i) : its.get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        union.addAll(own.subList(i, own.size()));
        union.addAll(its.subList(j, its.size()));
        return new RequestLog(List.copyOf(union));
    }

    /**
     * The latest {@value #LIMIT} events, without those before {@code sinceMillis}; and all events of requests that are
     * {@code held}, whatever their age and number.
     */
    RequestLog bounded(long sinceMillis, Predicate<RequestId> held) {
        int size = latestFirst.size();
        if (size <= LIMIT && (size == 0 || latestFirst.get(size - 1).atMillis() >= sinceMillis)) {
            return this;
        }
        List<Event> kept = new ArrayList<>(LIMIT);
        for (int rank = 0; rank < size; rank++) {
            Event event = latestFirst.get(rank);
            if ((rank < LIMIT && event.atMillis() >= sinceMillis) || held.test(event.request())) {
                kept.add(event);
            }
        }
        return kept.size() == size ? this : new RequestLog(List.copyOf(kept));
    }

    /** Only the events of these requests. */
    RequestLog restrictedTo(Predicate<RequestId> wanted) {
        List<Event> kept = latestFirst.stream()
                .filter(event -> wanted.test(event.request()))
                .toList();
        return kept.size() == latestFirst.size() ? this : new RequestLog(kept);
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
        for (Event event : latestFirst) {
            if (event.request().equals(request)) {
                return true;
            }
        }
        return false;
    }

    boolean knows(RequestId request, Dot dot) {
        for (Event event : latestFirst) {
            if (event.request().equals(request) && event.dot().equals(dot)) {
                return true;
            }
        }
        return false;
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
