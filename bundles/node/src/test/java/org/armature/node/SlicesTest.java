package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final long MILLI = 1_000_000;

    private final Foreground foreground = new Foreground();
    private final EventTime time = new EventTime();
    private final Outbox outbox = new Outbox();
    private final Map<Job, Integer> begun = new EnumMap<>(Job.class);
    private final List<Job> order = new ArrayList<>();
    private final Queue<Slice> given = new ArrayDeque<>();
    private long now = MILLI;
    private Calls calls;
    private Slices slices;

    private void shares(int percent) {
        shares(percent, 1 << 30);
    }

    private void shares(int percent, long bytesPerSecond) {
        TransferSettings transfers = new TransferSettings(bytesPerSecond, percent, 1);
        ShardSettings settings = new ShardSettings(
                new NodeId("a"),
                1,
                0,
                1,
                1,
                new HintSettings(1, 1),
                transfers,
                new ExchangeSettings(0),
                BackgroundSettings.heedless(1),
                new ScrubSettings(0),
                new ReapingSettings(0, 0, 10));
        calls = new Calls(settings, outbox, time, foreground);
        BackgroundShare share = new BackgroundShare(settings.background(), foreground, percent, time, outbox);
        slices = new Slices(new Allowance(transfers, share, now), calls, time, outbox);
        pass(0);
    }

    private void pass(long nanos) {
        now += nanos;
        time.set(new Now(now, 0));
        foreground.asked(now);
        calls.timePassed(now);
    }

    private void ask(Job job) {
        slices.ask(job, slice -> {
            order.add(job);
            given.add(slice);
        });
    }

    /** It always wants more, and each of its slices takes so long. */
    private void goesOn(Job job, long nanos) {
        slices.ask(job, slice -> {
            begun.merge(job, 1, Integer::sum);
            calls.at(now + nanos, () -> {
                slice.end();
                goesOn(job, nanos);
            });
        });
    }

    private void passBySteps(long nanos) {
        for (long end = now + nanos; now < end; ) {
            pass(MILLI);
        }
    }

    private JobReport report(Job job) {
        return slices.reports(now).stream()
                .filter(each -> each.job() == job)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereAllOfTheTimeMayBeTakenNobodyWaits() {
        shares(100);
        for (int i = 0; i < 5; i++) {
            ask(Job.SCRUB);
            ask(Job.TREES);
        }
        assertEquals(10, given.size());
        assertEquals(0, report(Job.SCRUB).waits());
        assertEquals(5, outbox.counts().get(Counter.SLICES_SCRUB));
    }

    @Test
    void alltogetherTheyTakeTheirShare() {
        shares(25);
        goesOn(Job.SCRUB, 5 * MILLI);
        goesOn(Job.EXCHANGE, 20 * MILLI);
        goesOn(Job.EXCHANGE, 20 * MILLI);
        goesOn(Job.HINTS, 10 * MILLI);
        passBySteps(100_000 * MILLI);

        long took = slices.reports(now).stream().mapToLong(JobReport::tookNanos).sum();
        assertEquals(0.25, (double) took / (100_000 * MILLI), 0.02);
    }

    @Test
    void eachGetsAsManySlicesHoweverMuchTheOthersWant() {
        shares(10);
        for (int i = 0; i < 8; i++) {
            goesOn(Job.EXCHANGE, 5 * MILLI);
        }
        goesOn(Job.SCRUB, 5 * MILLI);
        goesOn(Job.HINTS, 5 * MILLI);
        passBySteps(60_000 * MILLI);

        int most = begun.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        begun.forEach((job, count) -> assertTrue(count >= 100 && count >= most - 8, begun::toString));
    }

    @Test
    void whoWaitsLongestGoesFirst() {
        shares(10);
        ask(Job.SCRUB);
        pass(5 * MILLI);
        given.remove().end();
        ask(Job.SCRUB);
        ask(Job.EXCHANGE);
        ask(Job.HINTS);
        ask(Job.EXCHANGE);
        for (int i = 0; i < 4; i++) {
            passBySteps(100 * MILLI);
            Slice slice = given.remove();
            pass(5 * MILLI);
            slice.end();
        }
        assertEquals(List.of(Job.SCRUB, Job.HINTS, Job.EXCHANGE, Job.SCRUB, Job.EXCHANGE), order);
    }

    @Test
    void theLeastShareIsNeverDenied() {
        shares(1);
        for (Job job : Job.values()) {
            goesOn(job, 10 * MILLI);
        }
        passBySteps(60_000 * MILLI);
        for (Job job : Job.values()) {
            assertTrue(begun.get(job) >= 6, begun::toString);
            long bound = 2 * MILLI * 1_000 * Job.values().length;
            assertTrue(report(job).longestNanos() <= bound, () -> report(job).toString());
        }
    }

    @Test
    void aSliceOfALostNodeHoldsUpNobodyForLong() {
        shares(10);
        ask(Job.TRANSFERS);
        pass(2_000 * MILLI);
        given.remove().end();
        passBySteps(10_000 * MILLI);
        ask(Job.TRANSFERS);
        ask(Job.SCRUB);
        passBySteps(6_000 * MILLI);
        assertEquals(List.of(Job.TRANSFERS, Job.TRANSFERS, Job.SCRUB), order);
    }

    private boolean answer() {
        return slices.answer(slice -> {
            order.add(Job.ANSWERS);
            given.add(slice);
        });
    }

    @Test
    void anAnswerTakesItsTurnAndIsPaidForAsEverythingElse() {
        shares(10);
        assertTrue(answer());
        pass(5 * MILLI);
        given.remove().end();
        ask(Job.SCRUB);
        assertTrue(answer());
        assertTrue(given.isEmpty());
        passBySteps(100 * MILLI);
        assertEquals(List.of(Job.ANSWERS, Job.SCRUB, Job.ANSWERS), order);
        assertEquals(0, outbox.counts().get(Counter.ANSWERS_HURRIED));
    }

    @Test
    void noAnswerIsWaitedForInVain() {
        shares(1);
        ask(Job.SCRUB);
        pass(500 * MILLI);
        given.remove().end();
        for (int i = 0; i < 8; i++) {
            assertTrue(answer());
        }
        assertFalse(answer());
        assertTrue(given.isEmpty());
        for (int second = 1; second <= 8; second++) {
            passBySteps(1_000 * MILLI);
            assertEquals(second, given.size());
        }
        assertEquals(8, outbox.counts().get(Counter.ANSWERS_HURRIED));
        assertEquals(1, outbox.counts().get(Counter.ANSWERS_PUT_OFF));
    }

    /** However little a second brings, and however long each of them takes. */
    @Test
    void whatIsAnsweredOutOfTurnKeepsNobodyElseFromWork() {
        shares(1);
        calls.at(now, this::answersAlways);
        goesOn(Job.SCRUB, 10 * MILLI);
        passBySteps(60_000 * MILLI);
        assertTrue(order.size() >= 45, () -> "" + order.size());
        assertTrue(begun.get(Job.SCRUB) >= 5, begun::toString);
    }

    private void answersAlways() {
        slices.answer(slice -> {
            order.add(Job.ANSWERS);
            calls.at(now + 200 * MILLI, () -> {
                slice.end();
                answersAlways();
            });
        });
    }

    @Test
    void aSliceIsEndedOnce() {
        shares(10);
        ask(Job.SCRUB);
        pass(5 * MILLI);
        Slice slice = given.remove();
        slice.end();
        slice.end();
        assertEquals(5 * MILLI, report(Job.SCRUB).tookNanos());
    }

    @Test
    void whoeverWaitsIsSeenToAndSinceWhen() {
        shares(10, 1_000);
        ask(Job.SCRUB);
        slices.took(Job.SCRUB, 2_100);
        given.remove().end();
        ask(Job.SCRUB);
        passBySteps(1_000 * MILLI);
        assertEquals(new JobReport(Job.SCRUB, 1, 0, 2_100, 0, 0, 1_000 * MILLI, 1_000 * MILLI), report(Job.SCRUB));
        assertFalse(report(Job.TREES).waitingNanos() > 0);

        passBySteps(2_000 * MILLI);
        JobReport after = report(Job.SCRUB);
        assertEquals(2, after.slices());
        assertEquals(1, after.waits());
        assertEquals(0, after.waitingNanos());
        assertEquals(after.waitedNanos(), after.longestNanos());
        assertEquals(2_000, (double) TimeUnit.NANOSECONDS.toMillis(after.longestNanos()), 20);
    }
}
