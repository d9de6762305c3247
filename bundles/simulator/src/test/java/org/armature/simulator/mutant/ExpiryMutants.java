package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;

/** Those of times to live. */
final class ExpiryMutants {
    /** With clocks that are right. */
    private static final Mutant.Killer EXPIRIES = new Mutant.Seeds(
            1,
            3,
            Map.of(
                    "seconds", "20",
                    "ring-changes", "no",
                    "short-lived", "700",
                    "fault.clock-step", "no",
                    "fault.clock-drift", "no"));

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "shows what has expired",
                    "4 expiry",
                    "node/src/main/java/org/armature/node/Shown.java",
                    "version.isDeadAt(nowMillis) ? Optional.empty() : version.value(),",
                    "version.value(),",
                    EXPIRIES),
            new Mutant(
                    "takes for expired what lives for a second still",
                    "4 expiry",
                    "model/src/main/java/org/armature/model/Version.java",
                    "wallMillis >= expiresMillis",
                    "wallMillis >= expiresMillis - 1_000",
                    EXPIRIES),
            new Mutant(
                    "keeps the expiry from other replicas",
                    "4 expiry is part of the version",
                    "protocol/src/main/java/org/armature/protocol/DottedWrite.java",
                    "version.expiresMillis(),",
                    "0,",
                    EXPIRIES),
            new Mutant(
                    "lets the time to live of a table count before that of an object",
                    "4 expiry",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "write.ttl().or(table::ttl)",
                    "table.ttl().or(write::ttl)",
                    new Mutant.Aimed("node.ExpiryTest#theTimeToLiveOfAnObjectCountsBeforeThatOfItsTable")),
            new Mutant(
                    "counts the time to live from a stamp that is ahead",
                    "4 expiry",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "write.value(), expiresMillis());",
                    "write.value(), expiresMillis() == 0 ? 0 : expiresMillis() - minting.nowMillis() + millis);",
                    new Mutant.Aimed(
                            "node.ExpiryTest#whereTheLastWriteWinsTheTimeToLiveCountsFromTheClockAndNotFromTheStamp")),
            new Mutant(
                    "shows the value before it where the last write has expired",
                    "4 expiry",
                    "node/src/main/java/org/armature/node/Shown.java",
                    "set.latest().stream().toList()",
                    "set.versions().stream().filter(version -> !version.isDeadAt(time.wallMillis())).max(Version.BY_STAMP).stream().toList()",
                    new Mutant.Aimed("node.ExpiryTest#whereTheLastWriteWinsAnExpiredOneHidesWhatWasWrittenBeforeIt")),
            new Mutant(
                    "writes no tombstone for what has expired",
                    "4 deletes exactly what it read",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "allMatch(Version::isTombstone)",
                    "allMatch(version -> version.isDeadAt(time.wallMillis()))",
                    new Mutant.Aimed(
                            "node.ExpiryTest#aDeletionOfWhatHasExpiredHoldsThroughANodeWhoseClockIsBehindToo")));

    private ExpiryMutants() {}
}
