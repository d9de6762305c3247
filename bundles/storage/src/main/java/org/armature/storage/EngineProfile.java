package org.armature.storage;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an engine is good for, as it advertises itself (Dynamo §5: engines are chosen by object size).
 *
 * @param suitedFromBytes least object size it is recommended for, in bytes
 * @param suitedToBytes greatest object size it is recommended for, in bytes
 * @param maxRecordBytes longest value it stores at all, in bytes
 * @param durabilities levels it can promise, at least one
 * @param atomicBatches whether a batch is written as a whole or not at all
 * @param accesses what it serves well; all if it does not say
 * @param suits one sentence for the operator: which objects and accesses it suits
 */
public record EngineProfile(
        long suitedFromBytes,
        long suitedToBytes,
        long maxRecordBytes,
        Set<Durability> durabilities,
        boolean atomicBatches,
        Set<AccessPattern> accesses,
        String suits) {
    public EngineProfile {
        if (suitedFromBytes < 0 || suitedToBytes < suitedFromBytes || maxRecordBytes < suitedToBytes) {
            throw new IllegalArgumentException("0 <= suitedFrom <= suitedTo <= maxRecord does not hold: "
                    + suitedFromBytes + ", " + suitedToBytes + ", " + maxRecordBytes);
        }
        durabilities = Collections.unmodifiableSet(EnumSet.copyOf(durabilities));
        EnumSet<AccessPattern> served = EnumSet.noneOf(AccessPattern.class);
        served.addAll(accesses);
        accesses = Collections.unmodifiableSet(served);
    }

    /** Of an engine that makes no difference between accesses. */
    public EngineProfile(
            long suitedFromBytes,
            long suitedToBytes,
            long maxRecordBytes,
            Set<Durability> durabilities,
            boolean atomicBatches,
            String suits) {
        this(
                suitedFromBytes,
                suitedToBytes,
                maxRecordBytes,
                durabilities,
                atomicBatches,
                EnumSet.allOf(AccessPattern.class),
                suits);
    }

    public boolean suits(long objectBytes) {
        return objectBytes >= suitedFromBytes && objectBytes <= suitedToBytes;
    }

    /** Those of the wanted ones that it does not serve well. */
    public Set<AccessPattern> lacks(Collection<AccessPattern> wanted) {
        EnumSet<AccessPattern> lacking = EnumSet.noneOf(AccessPattern.class);
        lacking.addAll(wanted);
        lacking.removeAll(accesses);
        return lacking;
    }
}
