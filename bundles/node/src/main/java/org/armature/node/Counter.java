package org.armature.node;

/** What a shard counts; each rises only. */
public enum Counter {
    /** Gets coordinated here. */
    GETS("gets"),
    /** Puts and deletes coordinated here. */
    PUTS("puts"),
    /** Puts handed to an owner because this node is none or its store failed. Many: clients know the ring badly. */
    PUTS_FORWARDED("puts_forwarded"),
    /** Puts whose request id the record already knew: retries that were recognised. */
    PUTS_REPEATED("puts_repeated"),
    /** Puts that left more than one value standing. Rising: writers do not pass the context of their read. */
    PUTS_BESIDE_SIBLINGS("puts_beside_siblings"),
    /** Requests refused as wrong. */
    REJECTED("requests_rejected"),
    /** Requests refused because too few replicas were up, or too many calls were under way. */
    UNAVAILABLE("requests_unavailable"),
    /** Puts of which too few copies are known. */
    OUTCOME_UNKNOWN("puts_outcome_unknown"),
    /** Gets that found too few answers in time. */
    READ_FAILED("gets_failed"),
    /** Versions taken from other coordinators. */
    REPLICA_PUTS("replica_puts"),
    /** Records read for other coordinators. */
    REPLICA_GETS("replica_gets"),
    /** Stored records that could not be decoded. Above 0: a disk or a bug damages data. */
    RECORDS_CORRUPT("records_corrupt"),
    /** Reads and writes the engine failed. */
    STORAGE_FAILURES("storage_failures");

    private final String figure;

    Counter(String figure) {
        this.figure = figure;
    }

    /** Its name among a node's figures. */
    public String figure() {
        return figure;
    }
}
