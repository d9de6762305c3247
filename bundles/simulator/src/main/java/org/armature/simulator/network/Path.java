package org.armature.simulator.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.armature.simulator.world.Draw;

/** What befalls bytes on their way from one host to another, in that direction only. */
public final class Path {
    /**
     * What befalls messages of one kind.
     *
     * @param kind whether a frame carries one
     * @param lost of a thousand, so many never arrive
     * @param repeated of a thousand, so many arrive twice
     * @param lateNanos by how much later the second one does, on average; not any more once this is healed
     */
    public record Choice(Predicate<byte[]> kind, int lost, int repeated, long lateNanos) {
        private boolean loses(byte[] frame, SplittableRandom random) {
            return lost > 0 && kind.test(frame) && Draw.perMille(random, lost);
        }

        private boolean repeats(byte[] frame, SplittableRandom random) {
            return repeated > 0 && kind.test(frame) && Draw.perMille(random, repeated);
        }
    }

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
    private final List<Choice> choices = new ArrayList<>();

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

    /** Beside what was chosen before. */
    public void choose(Choice choice) {
        choices.add(choice);
    }

    public void heal(Choice choice) {
        choices.remove(choice);
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
        return Draw.perMille(random, lostPerMille) || choices.stream().anyMatch(choice -> choice.loses(frame, random));
    }

    boolean repeatsNext() {
        return Draw.perMille(random, repeatedPerMille);
    }

    /** By whom the next message is sent once more. */
    Optional<Choice> repeatedBy(byte[] frame) {
        return choices.stream().filter(choice -> choice.repeats(frame, random)).findFirst();
    }

    long lateness(Choice choice) {
        return choice.lateNanos() == 0 ? 0 : Draw.exponential(random, choice.lateNanos());
    }

    boolean isChosen(Choice choice) {
        return choices.contains(choice);
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
