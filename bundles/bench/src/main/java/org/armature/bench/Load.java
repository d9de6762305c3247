package org.armature.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The workload on one target: threads that go on, slice after slice, where they stopped. */
public final class Load {
    /** A call ends by the client's deadline, long before this. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final String name;
    private final Clock clock;
    private final List<Session> sessions;
    private final List<Caller> callers;

    public Load(String name, Workload workload, Target target, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.sessions =
                IntStream.range(0, workload.threads()).mapToObj(target::session).toList();
        this.callers = IntStream.range(0, workload.threads())
                .mapToObj(thread -> new Caller(new Script(workload, thread), sessions.get(thread), clock))
                .toList();
    }

    /** What the thread of that number calls, for use while no slice runs. */
    public Session session(int thread) {
        return sessions.get(thread);
    }

    /** @param rate of all threads together, per second; empty for a closed loop */
    public Slice run(Duration length, OptionalDouble rate) {
        long from = clock.nanos();
        long until = from + length.toNanos();
        List<Tally> tallies = Crew.run(
                name,
                callers.size(),
                thread -> callers.get(thread).call(pacing(thread, from, rate), until),
                length.plus(GRACE));
        Tally sum = new Tally();
        tallies.forEach(sum::add);
        return new Slice(sum, clock.nanos() - from);
    }

    private Pacing pacing(int thread, long from, OptionalDouble rate) {
        if (rate.isEmpty()) {
            return Pacing.closedLoop();
        }
        double nanosPerOperation = 1e9 / rate.getAsDouble();
        return Pacing.openLoop(from + (long) (thread * nanosPerOperation), nanosPerOperation * callers.size());
    }

    /** @param nanos from the beginning until the last operation ended */
    public record Slice(Tally tally, long nanos) {
        public double perSecond() {
            return tally.done() * 1e9 / nanos;
        }
    }
}
