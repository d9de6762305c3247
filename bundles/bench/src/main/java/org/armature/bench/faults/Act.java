package org.armature.bench.faults;

import java.io.IOException;
import java.util.List;

/** Something done to the nodes while load runs, and what must hold of it. Played once, in one thread. */
interface Act {
    /** One word. */
    String name();

    /** For people. */
    String title();

    /**
     * Does what it does, under load, and returns when the load may end.
     *
     * @throws IOException if a node can't be started or a signal not be sent
     */
    void play(Rig rig) throws IOException, InterruptedException;

    /** Waits, the load having ended, until no hint is left, though not for ever. */
    HintStory awaitHints(Rig rig) throws InterruptedException;

    /** Its parts, in order; once it was played. */
    List<Interval> intervals();

    /** What must hold, beside that nothing acknowledged is lost; once the hints are gone. */
    List<Target> targets(Samples samples, HintStory hints);
}
