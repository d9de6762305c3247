package org.armature.config;

import java.util.Optional;
import java.util.stream.Stream;
import org.armature.storage.Durability;

/** What the copy of one replica of each write survives in a table that acknowledges from memory (Dynamo §6.1). */
enum DurableReplica {
    NONE(Optional.empty()),
    PROCESS(Optional.of(Durability.PROCESS)),
    DISK(Optional.of(Durability.DISK));

    private final Optional<Durability> durability;

    DurableReplica(Optional<Durability> durability) {
        this.durability = durability;
    }

    /** Empty if all replicas' copies are alike. */
    Optional<Durability> durability() {
        return durability;
    }

    static DurableReplica of(Optional<Durability> durability) {
        return Stream.of(values())
                .filter(one -> one.durability.equals(durability))
                .findFirst()
                .orElseThrow();
    }

    /** What is asked of one replica where the others need not keep anything, and there are others. */
    static Optional<Durability> of(Optional<DurableReplica> given, Durability durability, int n) {
        return durability == Durability.MEMORY && n > 1 ? given.orElse(PROCESS).durability() : Optional.empty();
    }
}
