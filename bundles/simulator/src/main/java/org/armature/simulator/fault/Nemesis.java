package org.armature.simulator.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.world.Draw;

/** Harms the world, one fault after the other, each undone after a while; several may last at once. */
public final class Nemesis {
    private final Surroundings world;
    private final List<Fault> faults;
    private final long pauseNanos;
    private final long lastingNanos;
    private final SplittableRandom random;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Set<Runnable> undone = new LinkedHashSet<>();
    private boolean stopped;

    /**
     * @param pauseNanos between two faults, on average
     * @param lastingNanos how long a fault lasts, on average
     */
    public Nemesis(Surroundings world, List<Fault> faults, long pauseNanos, long lastingNanos) {
        this.world = world;
        this.faults = List.copyOf(faults);
        this.pauseNanos = pauseNanos;
        this.lastingNanos = lastingNanos;
        this.random = world.seeds().of("nemesis");
    }

    public void start() {
        if (!faults.isEmpty()) {
            world.timeline().after(Draw.exponential(random, pauseNanos), this::strike);
        }
    }

    private void strike() {
        if (stopped) {
            return;
        }
        Fault fault = Draw.oneOf(random, faults);
        world.trace().say(() -> "fault " + fault.kind());
        fault.strike(random).ifPresent(undo -> {
            counts.merge(fault.kind(), 1L, Long::sum);
            undone.add(undo);
            world.timeline().after(Draw.exponential(random, lastingNanos), () -> undo(undo));
        });
        start();
    }

    private void undo(Runnable undo) {
        if (undone.remove(undo)) {
            undo.run();
        }
    }

    /** Ends all faults. */
    public void stop() {
        stopped = true;
        new ArrayList<>(undone).forEach(this::undo);
    }

    /** How often each kind struck. */
    public Map<String, Long> counts() {
        return counts;
    }
}
