package org.armature.simulator.network;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.armature.simulator.world.Draw;

/** What befalls bytes on their way from one host to another, in that direction only. */
public final class Path {
    private final SplittableRandom random;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private long baseNanos;
    private long jitterNanos;
    private long extraNanos;
    private int lostPerMille;
    private int repeatedPerMille;
    private int latePerMille;
    private int damagedPerMille;
    private long lateNanos;
    private int cuts;
    private Predicate<byte[]> chosen = frame -> false;
    private int chosenLostPerMille;
    private int chosenRepeatedPerMille;

    Path(SplittableRandom random) {
        this.random = random;
    }

    /** A packet takes {@code base}, and {@code jitter} more on average. */
    public void delay(long base, long jitter) {
        baseNanos = base;
        jitterNanos = jitter;
    }

    /** More of a delay, as through a clogged line; 0 to clear it. */
    public void clog(long extra) {
        extraNanos = extra;
    }

    /** Of a thousand messages, so many never arrive although the connection stands. */
    public void lose(int perMille) {
        lostPerMille = perMille;
    }

    /** Of a thousand messages, so many arrive twice. */
    public void repeat(int perMille) {
        repeatedPerMille = perMille;
    }

    /** Of a thousand messages, so many arrive after a delay of this mean, and others pass them. */
    public void delayOutOfOrder(int perMille, long meanNanos) {
        latePerMille = perMille;
        lateNanos = meanNanos;
    }

    /** Of a thousand messages, so many arrive with a bit flipped. */
    public void damage(int perMille) {
        damagedPerMille = perMille;
    }

    /** Of a thousand messages of a kind, so many never arrive, and so many arrive twice; both 0 to heal. */
    public void choose(Predicate<byte[]> kind, int lost, int repeated) {
        chosen = kind;
        chosenLostPerMille = lost;
        chosenRepeatedPerMille = repeated;
    }

    /** Nothing arrives until it is joined as often as it was cut; what is sent meanwhile waits, as TCP has it. */
    public void cut() {
        cuts++;
    }

    void join() {
        if (--cuts == 0) {
            Queue<Runnable> waiting = new ArrayDeque<>(held);
            held.clear();
            waiting.forEach(Runnable::run);
        }
    }

    public boolean isCut() {
        return cuts > 0;
    }

    /** To be sent when the path is joined. */
    void hold(Runnable packet) {
        held.add(packet);
    }

    long nextDelay() {
        return baseNanos + extraNanos + Draw.exponential(random, jitterNanos);
    }

    boolean losesNext(byte[] frame) {
        return Draw.perMille(random, lostPerMille)
                || (chosenLostPerMille > 0 && chosen.test(frame) && Draw.perMille(random, chosenLostPerMille));
    }

    boolean repeatsNext(byte[] frame) {
        return Draw.perMille(random, repeatedPerMille)
                || (chosenRepeatedPerMille > 0 && chosen.test(frame) && Draw.perMille(random, chosenRepeatedPerMille));
    }

    /** 0 if the next message keeps its place. */
    long lateness() {
        return Draw.perMille(random, latePerMille) ? 1 + Draw.exponential(random, lateNanos) : 0;
    }

    /** The bit of the next message that is flipped; -1 for none. */
    int damagedBit(int bits) {
        return Draw.perMille(random, damagedPerMille) ? random.nextInt(bits) : -1;
    }
}
