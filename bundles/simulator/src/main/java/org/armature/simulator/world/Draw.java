package org.armature.simulator.world;

import java.util.List;
import java.util.SplittableRandom;

/** Draws that many components need. */
public final class Draw {
    private Draw() {}

    /** Exponentially distributed with this mean; at most ten times the mean. */
    public static long exponential(SplittableRandom random, long mean) {
        double unit = 1 - random.nextDouble();
        return (long) Math.min(10.0 * mean, -StrictMath.log(unit) * mean);
    }

    /** True so many times in a thousand. */
    public static boolean perMille(SplittableRandom random, int chances) {
        return chances > 0 && random.nextInt(1_000) < chances;
    }

    /** Between the two, both included. */
    public static long between(SplittableRandom random, long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    /** One of these. */
    public static <T> T oneOf(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
