package org.armature.simulator.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.armature.simulator.run.Outcome;
import org.armature.simulator.run.Simulation;

/** Runs many seeds, several at once; each run stays in one thread. */
final class Campaign {
    private final SeedRange seeds;
    private final Map<String, String> given;
    private final int threads;
    private final Consumer<Outcome> told;
    private final AtomicLong next;
    private long ended;

    /** @param told of each run as it ends, one at a time */
    Campaign(SeedRange seeds, Map<String, String> given, int threads, Consumer<Outcome> told) {
        this.seeds = seeds;
        this.given = given;
        this.threads = threads;
        this.told = told;
        this.next = new AtomicLong(seeds.first());
    }

    /** @return whether every seed has run to its end */
    boolean run() {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::runSome, "simulate-" + i);
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return ended == seeds.last() - seeds.first() + 1;
    }

    private void runSome() {
        for (long seed = next.getAndIncrement(); seed <= seeds.last(); seed = next.getAndIncrement()) {
            Outcome outcome = new Simulation(seed, given, null).run();
            synchronized (this) {
                ended++;
                told.accept(outcome);
            }
        }
    }
}
