package org.armature.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which dots recent client writes of a key were given, so that a repeated write is known as such, and two dots of one
 * write as one event. An immutable set of events; {@link VersionSet} bounds the one it carries.
 *
 * <p>Of a write that was tried more than once, another dot may be on a node that is away, and come back when it does.
 * Whoever mints a dot for a retry marks its event, and the events of such writes are not pushed out by others.
 */
public final class RequestLog {
    /** How many events are kept beside those of versions that still stand, and of repeated writes. */
    public static final int LIMIT = 16;

    /**
     * Of how many repeated writes all events are kept, however many events came after them: of the latest. An event takes
     * about 33 bytes in a record, so where the bound is reached they take 2 KB with one dot known of each, 4 KB with two;
     * of a key whose writes nobody had to repeat within the window, nothing.
     */
    public static final int REPEATED_LIMIT = 64;

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
     * @param repeated whether the dot was minted for a retry: the write may have another dot. Known to the coordinator
     *     that mints it, and so the same wherever the dot is known
     */
    public record Event(RequestId request, Dot dot, long atMillis, boolean repeated) {
        static Event of(Version version, boolean repeated) {
            return new Event(version.request(), version.dot(), version.writtenMillis(), repeated);
        }
    }

    private RequestLog(List<Event> latestFirst) {
        this.latestFirst = latestFirst;
    }

    /** All of them, in any order. */
    public static RequestLog of(Collection<Event> events) {
        if (events.isEmpty()) {
            return EMPTY;
        }
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(LATEST_FIRST);
        List<Event> once = new ArrayList<>(sorted.size());
        for (Event event : sorted) {
            int last = once.size() - 1;
            if (last < 0 || LATEST_FIRST.compare(once.get(last), event) != 0) {
                once.add(event);
            } else {
                once.set(last, marked(once.get(last), event));
            }
        }
        return new RequestLog(List.copyOf(once));
    }

    /** Of one event, as two have it: a node that does not know of marks passes it on without. */
    private static Event marked(Event one, Event same) {
        return one.repeated() ? one : same;
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
            union.add(order == 0 ? marked(own.get(i), its.get(j)) : order < 0 ? own.get(i) : its.get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        union.addAll(own.subList(i, own.size()));
        union.addAll(its.subList(j, its.size()));
        return new RequestLog(List.copyOf(union));
    }

    /**
     * The latest {@value #LIMIT} events, without those before {@code sinceMillis}; all events of the latest {@value
     * #REPEATED_LIMIT} requests that were repeated since then; and all events of requests that are {@code held}, whatever
     * their age and number.
     */
    RequestLog bounded(long sinceMillis, Predicate<RequestId> held) {
        int size = latestFirst.size();
        if (size <= LIMIT && (size == 0 || latestFirst.get(size - 1).atMillis() >= sinceMillis)) {
            return this;
        }
        Set<RequestId> repeated = repeatedSince(sinceMillis);
        List<Event> kept = new ArrayList<>(size);
        for (int rank = 0; rank < size; rank++) {
            Event event = latestFirst.get(rank);
            if ((rank < LIMIT && event.atMillis() >= sinceMillis)
                    || repeated.contains(event.request())
                    || held.test(event.request())) {
                kept.add(event);
            }
        }
        return kept.size() == size ? this : new RequestLog(List.copyOf(kept));
    }

    private Set<RequestId> repeatedSince(long sinceMillis) {
        Set<RequestId> repeated = new TreeSet<>();
        for (Event event : latestFirst) {
            if (event.repeated() && event.atMillis() >= sinceMillis && repeated.size() < REPEATED_LIMIT) {
                repeated.add(event.request());
            }
        }
        return repeated;
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
