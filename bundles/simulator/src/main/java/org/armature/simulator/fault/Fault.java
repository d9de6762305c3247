package org.armature.simulator.fault;

import java.util.Optional;
import java.util.SplittableRandom;

/** One kind of harm. */
public interface Fault {
    /** Such as {@code cut}. */
    String kind();

    /**
     * Does it, to whatever the draw says.
     *
     * @return what undoes it; empty if there is nothing to be harmed, or nothing was
     */
    Optional<Runnable> strike(SplittableRandom random);
}
