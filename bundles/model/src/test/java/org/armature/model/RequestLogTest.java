package org.armature.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.armature.model.RequestLog.Event;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private static final ActorId ACTOR = new ActorId(new NodeId("a"), 1, 1);
    private static final ActorId OTHER = new ActorId(new NodeId("b"), 1, 1);

    @Test
    void knowsEveryDotAWriteWasGiven() {
        RequestLog log = RequestLog.EMPTY
                .with(first(request(1), new Dot(OTHER, 1), 10))
                .with(first(request(2), new Dot(ACTOR, 1), 11))
                .with(first(request(1), new Dot(ACTOR, 2), 12));
        assertEquals(List.of(new Dot(ACTOR, 2), new Dot(OTHER, 1)), List.copyOf(log.dotsOf(request(1))));
        assertEquals(new TreeSet<>(), log.dotsOf(request(3)));
        assertTrue(log.knows(request(2)));
        assertFalse(log.knows(request(3)));
    }

    @Test
    void mergeIsCommutativeAssociativeAndIdempotent() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            RequestLog a = random(random);
            RequestLog b = random(random);
            RequestLog c = random(random);
            assertEquals(a.merge(b), b.merge(a), "seed " + seed);
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)), "seed " + seed);
            assertEquals(a, a.merge(a), "seed " + seed);
            assertEquals(a, a.merge(RequestLog.EMPTY), "seed " + seed);
            assertEquals(a, RequestLog.EMPTY.merge(a), "seed " + seed);
            assertEquals(a.merge(b).hashCode(), b.merge(a).hashCode(), "seed " + seed);
        }
    }

    @Test
    void mergeKeepsTheEventsOfBothAndNoOthersLatestFirst() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            RequestLog a = random(random);
            RequestLog b = random(random);
            List<Event> both = new ArrayList<>(a.latestFirst());
            both.addAll(b.latestFirst());
            assertEquals(RequestLog.of(both), a.merge(b), "seed " + seed);
            List<Event> merged = a.merge(b).latestFirst();
            for (int i = 1; i < merged.size(); i++) {
                assertTrue(merged.get(i - 1).atMillis() >= merged.get(i).atMillis(), "seed " + seed);
            }
        }
    }

    @Test
    void boundedItKeepsTheLatestSixteen() {
        RequestLog log = RequestLog.EMPTY;
        for (int i = 1; i <= 20; i++) {
            log = log.with(first(request(i), new Dot(ACTOR, i), i));
        }
        RequestLog bounded = log.bounded(0, request -> false);
        assertEquals(log.latestFirst().subList(0, 16), bounded.latestFirst());
        assertFalse(bounded.knows(request(4)));
        assertTrue(bounded.knows(request(5)));
        assertSame(bounded, bounded.bounded(0, request -> false));
    }

    @Test
    void boundedItForgetsWhatIsOlderThanTheWindow() {
        RequestLog log = RequestLog.EMPTY
                .with(first(request(1), new Dot(ACTOR, 1), 99))
                .with(first(request(2), new Dot(ACTOR, 2), 100));
        RequestLog bounded = log.bounded(100, request -> false);
        assertFalse(bounded.knows(request(1)));
        assertTrue(bounded.knows(request(2)));
    }

    @Test
    void boundedItKeepsAllDotsOfWritesThatAreHeldWhateverTheirAgeAndNumber() {
        RequestLog log = RequestLog.EMPTY
                .with(first(request(0), new Dot(ACTOR, 1), 0))
                .with(first(request(0), new Dot(OTHER, 1), 1));
        for (int i = 2; i <= 40; i++) {
            log = log.with(first(request(i), new Dot(ACTOR, i), 1_000 + i));
        }
        RequestLog bounded = log.bounded(900, request(0)::equals);
        assertEquals(18, bounded.latestFirst().size());
        assertEquals(2, bounded.dotsOf(request(0)).size());
    }

    @Test
    void boundedItKeepsAllDotsOfTheLatestRepeatedWritesWithinTheWindow() {
        RequestLog log = RequestLog.EMPTY.with(first(request(0), new Dot(OTHER, 1), 50));
        for (int i = 0; i < RequestLog.REPEATED_LIMIT; i++) {
            log = log.with(retry(request(i), new Dot(ACTOR, i + 1), 100 + i));
        }
        for (int i = 1_000; i < 1_040; i++) {
            log = log.with(first(request(i), new Dot(ACTOR, i), i));
        }
        RequestLog bounded = log.bounded(100, request -> false);
        assertEquals(
                RequestLog.REPEATED_LIMIT + 1 + RequestLog.LIMIT,
                bounded.latestFirst().size());
        assertEquals(2, bounded.dotsOf(request(0)).size(), "the one before the window, too");
        assertSame(bounded, bounded.bounded(100, request -> false));

        RequestLog oneMore =
                bounded.with(retry(request(999), new Dot(OTHER, 2), 999)).bounded(100, request -> false);
        assertFalse(oneMore.knows(request(0)));
        assertTrue(oneMore.knows(request(1)));
        assertTrue(oneMore.knows(request(999)));
        RequestLog later = oneMore.bounded(102, request -> false);
        assertFalse(later.knows(request(1)));
        assertTrue(later.knows(request(2)));
    }

    @Test
    void anEventIsMarkedIfOneOfThoseWhoHaveItKnowsThatItIs() {
        Event retry = retry(request(1), new Dot(ACTOR, 1), 1);
        Event unmarked = first(request(1), new Dot(ACTOR, 1), 1);
        RequestLog expected = RequestLog.EMPTY.with(retry);
        assertEquals(expected, RequestLog.of(List.of(unmarked, retry, unmarked)));
        assertEquals(expected, expected.with(unmarked));
        assertEquals(expected, RequestLog.EMPTY.with(unmarked).with(retry));
    }

    private static Event first(RequestId request, Dot dot, long atMillis) {
        return new Event(request, dot, atMillis, false);
    }

    private static Event retry(RequestId request, Dot dot, long atMillis) {
        return new Event(request, dot, atMillis, true);
    }

    private static RequestId request(long number) {
        return new RequestId(0, number);
    }

    /** Of few events, so that two of them have some in common. */
    private static RequestLog random(Random random) {
        List<Event> events = new ArrayList<>();
        for (int size = random.nextInt(8); size > 0; size--) {
            int number = 1 + random.nextInt(10);
            events.add(new Event(
                    request(number % 7),
                    new Dot(number % 2 == 0 ? ACTOR : OTHER, number),
                    number / 2,
                    random.nextBoolean()));
        }
        return RequestLog.of(events);
    }
}
