package org.armature.reconciler;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes one value of siblings (Dynamo §4.4); published as an OSGi service with the property {@link #NAME_PROPERTY}.
 *
 * <p>Implemented by bundles of reconcilers. Grows by default methods only, so that old bundles keep loading. Called by
 * several threads at a time. A node has no way to end a call: it must come to an end by itself, soon, and must not wait for
 * anything, look at a clock, draw random numbers or do I/O.
 */
@ConsumerType
public interface Reconciler {
    /** Service property that carries {@link #name()}. */
    String NAME_PROPERTY = "armature.reconciler";

    /** As tables name it in their configuration, {@code [a-z0-9][a-z0-9_-]{0,47}}, but not {@code siblings} or {@code lww}. */
    String name();

    /** Told to readers beside what it merged, and to operators, such as {@code 1.2.0}. */
    String version();

    /**
     * One value that stands for all of them. Every node must make the same of the same siblings, in whichever order and
     * grouping: the function is commutative, associative and idempotent, and equal results are equal bytes. {@link
     * ReconcilerLaws} says it exactly.
     *
     * <p>Whatever else it throws, or a result longer than the table's values may be and than twice all it was given, has the
     * node set the reconciler aside: readers see siblings, and nothing is lost.
     *
     * @param siblings 1 or more, without deletions; results of earlier merges may be among them
     * @throws UnfitValue if one of them is nothing that this reconciler understands; readers see the siblings of that key
     */
    byte[] merge(List<Sibling> siblings) throws UnfitValue;

    /**
     * A value as clients might write it, for trying the laws. Values should often have something in common, for there the
     * mistakes are: the same elements, the same writers, empty ones. Equal random numbers give equal values.
     */
    byte[] sample(RandomGenerator random);
}
