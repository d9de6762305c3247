package org.armature.node;

/** What a shard counts. Each rises only, but for {@code hints_pending} and {@code hint_bytes}, which say what is. */
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
    /** Conditional puts refused here since their condition did not hold. Many: clients race for the same keys. */
    CONDITIONS_FAILED("puts_condition_failed"),
    /** Requests refused as wrong. */
    REJECTED("requests_rejected"),
    /** Requests refused because too few replicas were up, or too many calls were under way. */
    UNAVAILABLE("requests_unavailable"),
    /** Puts of which too few copies are known. */
    OUTCOME_UNKNOWN("puts_outcome_unknown"),
    /** Gets that found too few answers in time. */
    READ_FAILED("gets_failed"),
    /** Gets after which a replica that was behind was given what it lacked. */
    READ_REPAIRS("read_repairs"),
    /** Answers that came after their request had ended, or a second time. */
    ANSWERS_LATE("answers_late"),
    /** Puts that this node coordinated for owners none of which would. */
    PUTS_STOOD_IN("puts_stood_in"),
    /** Puts after which the key's version vector had more entries than is usual. Rising: look for nodes that forget. */
    VECTORS_LONG("vectors_long"),
    /** The most entries a version vector had after a put here. */
    VECTOR_ENTRIES_MAX("vector_entries_max"),
    /** Versions kept for owners that were away. */
    HINTS_KEPT("hints_kept"),
    /** Hints whose owner has confirmed to hold what they held. */
    HINTS_DELIVERED("hints_delivered"),
    /** Hints handed on since the node they were for owns the key no more. */
    HINTS_REROUTED("hints_rerouted"),
    /** Hints that could not be kept, for want of room or since a store failed. Such owners are repaired by reads. */
    HINTS_REFUSED("hints_refused"),
    /** Times the stores of hints could not be counted; it is tried again within half a minute. */
    HINTS_UNCOUNTED("hints_uncounted"),
    /** Hints that could not be read any more and were taken away. Above 0: a disk or a bug damages data. */
    HINTS_DAMAGED("hints_damaged"),
    /** Keys for which hints are kept now. */
    HINTS_PENDING("hints_pending"),
    /** Bytes of what is kept for others now. */
    HINT_BYTES("hint_bytes"),
    /** Records sent to nodes that take places over. */
    TRANSFER_KEYS_SENT("transfer_keys_sent"),
    /** Bytes of keys and records sent to nodes that take places over. */
    TRANSFER_BYTES_SENT("transfer_bytes_sent"),
    /** Records got from nodes that hand places over. */
    TRANSFER_KEYS_TAKEN("transfer_keys_taken"),
    /** Places handed over to other nodes. */
    PLACES_GIVEN("places_given"),
    /** Places taken over from other nodes. */
    PLACES_TAKEN("places_taken"),
    /** Promises about places that the membership refused, since the ring has changed. */
    CUSTODY_REFUSED("custody_refused"),
    /** Requests of nodes that did not know yet who holds the place; they were told. */
    MOVED_TOLD("moved_told"),
    /** Records of places held no more that were compared and removed. */
    LEFTOVERS_REMOVED("leftovers_removed"),
    /** Versions taken from other coordinators. */
    REPLICA_PUTS("replica_puts"),
    /** Records read for other coordinators. */
    REPLICA_GETS("replica_gets"),
    /** Requests of other nodes for tables or keys that are not kept here. Rising: nodes differ in ring or tables. */
    REPLICA_REFUSED("replica_requests_refused"),
    /** Comparisons of a partition with another owner that were begun here. */
    EXCHANGES("exchanges"),
    /** Keys that such a comparison found to differ. Rising without faults: writes do not reach all owners. */
    KEYS_DIFFERED("keys_differed"),
    /** Copies on this node to which a comparison, begun here or elsewhere, has added something. */
    KEYS_REPAIRED("keys_repaired"),
    /** Leaves of hash trees worked out anew, since they differed though all their keys were alike. Above 0: memory is bad. */
    LEAVES_DOUBTED("leaves_doubted"),
    /** Keys removed here for good, deleted or expired on all owners. */
    KEYS_REAPED("keys_reaped"),
    /** Version vectors shortened here. */
    VECTORS_PRUNED("vectors_pruned"),
    /** Copies that other nodes sent and that may have been older than what was removed: not stored. */
    STALE_REFUSED("stale_refused"),
    /** Hints from before an epoch that this node had confirmed, back since a disk has lost that they were delivered: dropped. */
    HINTS_OVERTAKEN("hints_overtaken"),
    /** Keys that this node held from before others removed what was deleted: they became writes of now. */
    KEYS_ENTERED_ANEW("keys_entered_anew"),
    /** Keys read through to verify their checksums. */
    KEYS_SCRUBBED("keys_scrubbed"),
    /** Bytes of keys and records read through for that. */
    BYTES_SCRUBBED("bytes_scrubbed"),
    /** Slices of time given to the delivery of hints. */
    SLICES_HINTS("slices_hints"),
    /** Slices of time given to places that move. */
    SLICES_TRANSFERS("slices_transfers"),
    /** Slices of time given to comparisons with other owners. */
    SLICES_EXCHANGE("slices_exchange"),
    /** Slices of time given to working out hash trees. */
    SLICES_TREES("slices_trees"),
    /** Slices of time given to verifying checksums. */
    SLICES_SCRUB("slices_scrub"),
    /** Slices of time given to moves of tables between engines. */
    SLICES_MIGRATION("slices_migration"),
    /** Slices of time given to removing what places have left behind. */
    SLICES_LEFTOVERS("slices_leftovers"),
    /** Slices of time that looking for deleted data was given. */
    SLICES_REAPING("slices_reaping"),
    /** Slices of time given to writing anew what is of before a removal. */
    SLICES_REENTRY("slices_reentry"),
    /** Slices of time in which other nodes that compare or remove were answered. */
    SLICES_ANSWERS("slices_answers"),
    /** Slices of these that were given out of turn, so that no other node waits in vain. Rising: there is hardly any time. */
    ANSWERS_HURRIED("answers_hurried"),
    /** Questions of other nodes that compare or remove that were refused since too many waited. They ask again. */
    ANSWERS_PUT_OFF("answers_put_off"),
    /** Seconds in which background work was given less since requests took long. Rising for long: the node has too much to do. */
    YIELDS_REQUESTS("yields_requests"),
    /** The same since reads and writes of records took the engine long. */
    YIELDS_ENGINE("yields_engine"),
    /** The same since changes waited long for their key's turn. Rising: many writers want the same keys. */
    YIELDS_QUEUES("yields_queues"),
    /** The same since reads and writes failed for locks. Above 0: something else uses the engine's database. */
    YIELDS_LOCKS("yields_locks"),
    /** Stored records that could not be decoded. Above 0: a disk or a bug damages data. */
    RECORDS_CORRUPT("records_corrupt"),
    /** Records, hints included, that engines were asked to write or to remove. Rising at rest: something writes unasked. */
    STORE_WRITES("store_writes"),
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
