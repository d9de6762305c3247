package org.armature.microbench.engines;

import java.util.Optional;
import org.armature.storage.Durability;

/** What is measured of an engine with objects of one size; a table each. */
enum Measure {
    PUT_MEMORY("Put, durability `memory`", Units.LATENCY, Optional.of(Durability.MEMORY)),
    PUT_PROCESS("Put, durability `process`", Units.LATENCY, Optional.of(Durability.PROCESS)),
    PUT_DISK("Put, durability `disk`", Units.LATENCY, Optional.of(Durability.DISK)),
    GET_FOUND("Get of an object that is there", Units.LATENCY, Optional.empty()),
    GET_ABSENT("Get of an object that is not there", Units.LATENCY, Optional.empty()),
    SCAN("Scan of all objects", "µs an object", Optional.empty()),
    SPACE("Disk", "bytes for a byte of key and value: each object written once / after the puts", Optional.empty());

    private final String title;
    private final String units;
    private final Optional<Durability> durability;

    Measure(String title, String units, Optional<Durability> durability) {
        this.title = title;
        this.units = units;
        this.durability = durability;
    }

    String title() {
        return title;
    }

    String units() {
        return units;
    }

    /** Of the puts that are measured. */
    Optional<Durability> durability() {
        return durability;
    }

    private static final class Units {
        static final String LATENCY = "µs: median / 99th percentile";
    }
}
