package org.armature.simulator.workload;

import java.util.List;
import java.util.SplittableRandom;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.Message.ReadWish;
import org.armature.protocol.Message.WriteWish;
import org.armature.simulator.world.Draw;

/** What single operations ask for beyond what their table says. */
record Wishes(ReadWish reading, WriteWish writing) {
    static final Wishes TABLE = new Wishes(ReadWish.TABLE, WriteWish.TABLE);

    /** Of a table used as registers. */
    static final Wishes CONFIRMED =
            new Wishes(new ReadWish(0, 0, QuorumKind.STRICT, true), new WriteWish(0, 0, 0, QuorumKind.STRICT, true));

    private static final List<QuorumKind> KINDS = List.of(QuorumKind.values());

    /** Anything that a table with this N allows. */
    static Wishes any(SplittableRandom random, int n) {
        return new Wishes(
                new ReadWish(upTo(random, n), upTo(random, n), Draw.oneOf(random, KINDS), random.nextInt(4) == 0),
                new WriteWish(upTo(random, n), upTo(random, n), upTo(random, n), Draw.oneOf(random, KINDS), false));
    }

    private static int upTo(SplittableRandom random, int most) {
        return random.nextBoolean() ? 0 : random.nextInt(most + 1);
    }
}
