package org.armature.bench.growth;

import java.util.SplittableRandom;
import org.armature.bench.OpenLoop;
import org.armature.bench.steady.Owners;

/** Asks the owners of one key after the other, drawn evenly from all, as long as a run goes on. */
final class CopyWatch {
    private CopyWatch() {}

    static OpenLoop start(Owners owners, Timeline timeline, int keys, long seed, double perSecond) {
        SplittableRandom random = new SplittableRandom(seed);
        return OpenLoop.start(1, perSecond, thread -> due -> timeline.asked(owners.copies(random.nextInt(keys))));
    }
}
