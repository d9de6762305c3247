package org.armature.simulator.fault;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A fault made by a function. */
record NamedFault(String kind, Function<SplittableRandom, Optional<Runnable>> harm) implements Fault {
    @Override
    public Optional<Runnable> strike(SplittableRandom random) {
        return harm.apply(random);
    }
}
