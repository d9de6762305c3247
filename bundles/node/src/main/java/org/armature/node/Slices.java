package org.armature.node;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives background work its slices of a shard's time, as many as the {@link Allowance} has room for (Dynamo §6.5). Of the
 * jobs that wait, the one goes first whose last slice is longest ago, whatever the others want: so all get as many. A slice
 * is paid for when it is given, by what the job's last one has cost, and put right when it ends.
 */
final class Slices {
    private static final long PACE_MILLIS = 10;

    /** Of these one is begun at least every second, so all are before whoever asked gives up, after ten. */
    private static final int MOST_ANSWERS = 8;

    /** Why a node does not answer that has as many to give as it may. */
    static final String TOO_MANY_ANSWERS = "it has too much else to look at for other nodes";

    private static final long HURRY_MILLIS = 1_000;

    private final Allowance allowance;
    private final Calls calls;
    private final EventTime time;
    private final Outbox outbox;
    private final Map<Job, JobQueue> jobs = new EnumMap<>(Job.class);
    private long turns;
    private boolean giving;
    private boolean wakes;
    private boolean hurries;

    Slices(Allowance allowance, Calls calls, EventTime time, Outbox outbox) {
        this.allowance = allowance;
        this.calls = calls;
        this.time = time;
        this.outbox = outbox;
        for (Job job : Job.values()) {
            jobs.put(job, new JobQueue(job));
        }
    }

    /**
     * The work is begun when there is time for it, which may be at once.
     *
     * @param work is to end the slice as soon as it waits for something else than what it does
     */
    void ask(Job job, Consumer<Slice> work) {
        jobs.get(job).add(work, time.monoNanos());
        give();
    }

    /**
     * Another node waits for this work, and gives up if it waits for long. So of what waits here one is begun every second,
     * even if its turn has not come. Such a slice costs the others nothing; or else, where a second brings less than it takes,
     * they would never have one again.
     *
     * @return whether it will be begun; if not, too much waits already
     */
    boolean answer(Consumer<Slice> work) {
        if (jobs.get(Job.ANSWERS).waiting() == MOST_ANSWERS) {
            outbox.count(Counter.ANSWERS_PUT_OFF);
            return false;
        }
        ask(Job.ANSWERS, work);
        hurry();
        return true;
    }

    /** Read or changed for another node, which pays for what is sent. */
    void answered(long bytes) {
        jobs.get(Job.ANSWERS).took(bytes);
    }

    private void hurry() {
        JobQueue answers = jobs.get(Job.ANSWERS);
        if (hurries || !answers.waits()) {
            return;
        }
        hurries = true;
        long before = answers.turn();
        calls.at(time.in(HURRY_MILLIS), () -> {
            hurries = false;
            if (answers.waits() && answers.turn() == before) {
                outbox.count(Counter.ANSWERS_HURRIED);
                begin(answers, Optional.empty());
            }
            hurry();
        });
    }

    /** Read or sent within a slice or without. */
    void took(Job job, long bytes) {
        jobs.get(job).took(bytes);
        allowance.take(bytes);
    }

    private void give() {
        if (giving) {
            return;
        }
        giving = true;
        Optional<JobQueue> next = next();
        while (next.isPresent() && allowance.isOpen(time.monoNanos())) {
            give(next.get());
            next = next();
        }
        giving = false;
        if (next.isPresent() && !wakes) {
            wakes = true;
            calls.at(time.in(PACE_MILLIS), this::wake);
        }
    }

    private Optional<JobQueue> next() {
        return jobs.values().stream().filter(JobQueue::waits).min(Comparator.comparingLong(JobQueue::turn));
    }

    private void wake() {
        wakes = false;
        give();
    }

    private void give(JobQueue to) {
        long now = time.monoNanos();
        long paid = allowance.price(to.lastNanos(), now);
        allowance.spend(paid, now);
        begin(to, Optional.of(paid));
    }

    /** @param paid empty for a slice that costs nothing */
    private void begin(JobQueue to, Optional<Long> paid) {
        turns++;
        long now = time.monoNanos();
        outbox.count(to.job().slices());
        to.next(turns, now).accept(new Given(to, now, paid));
    }

    private final class Given implements Slice {
        private final JobQueue of;
        private final long beganNanos;
        private final Optional<Long> paid;
        private boolean ended;

        Given(JobQueue of, long beganNanos, Optional<Long> paid) {
            this.of = of;
            this.beganNanos = beganNanos;
            this.paid = paid;
        }

        @Override
        public void end() {
            if (ended) {
                return;
            }
            ended = true;
            long now = time.monoNanos();
            long took = now - beganNanos;
            of.ended(took);
            paid.ifPresent(nanos -> allowance.spend(allowance.price(took, now) - nanos, now));
            give();
        }
    }

    /** In the order of the jobs. */
    List<JobReport> reports(long nowNanos) {
        return jobs.values().stream().map(queue -> queue.report(nowNanos)).toList();
    }
}
