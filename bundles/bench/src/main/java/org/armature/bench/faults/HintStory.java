package org.armature.bench.faults;

import java.time.Duration;
import org.armature.demo.cluster.HintFigures;

/**
 * What became of the hints of an act.
 *
 * @param last figures at the end
 * @param gone how long after the return the last hint was seen, about; zero if there was none then
 */
record HintStory(HintFigures last, Duration gone) {
    /** Without what was counted before the act. */
    HintStory since(HintFigures before) {
        return new HintStory(
                new HintFigures(
                        Math.max(0, last.kept() - before.kept()),
                        Math.max(0, last.delivered() - before.delivered()),
                        last.pending()),
                gone);
    }
}
