package org.armature.simulator.workload;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message.Condition;
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

    private static final long LEAST_TTL_MILLIS = 50;

    private static final List<QuorumKind> KINDS = List.of(QuorumKind.values());

    /** Anything that a table with this N allows. */
    static Wishes any(SplittableRandom random, int n) {
        return new Wishes(
                new ReadWish(upTo(random, n), upTo(random, n), Draw.oneOf(random, KINDS), random.nextInt(4) == 0),
                new WriteWish(upTo(random, n), upTo(random, n), upTo(random, n), Draw.oneOf(random, KINDS), false));
    }

    /** The same, where a write is to be written only if this holds. */
    Wishes onlyIf(Condition condition) {
        return new Wishes(reading, writing.onlyIf(condition));
    }

    /** The same, with a time to live that other puts at the same moment hardly have. */
    Wishes shortLived(SplittableRandom random) {
        long millis = random.nextInt(4) == 0
                ? Draw.between(random, 20_000, 200_000)
                : Draw.between(random, LEAST_TTL_MILLIS, 20_000);
        return new Wishes(reading, writing.living(Optional.of(new TimeToLive(millis))));
    }

    private static int upTo(SplittableRandom random, int most) {
        return random.nextBoolean() ? 0 : random.nextInt(most + 1);
    }
}
