package org.armature.storage.testkit;

/** What {@link FaultyEngine} does wrong, and the theme of the contract that must notice. */
enum Fault {
    DROPS_EMPTY_VALUES("Values"),
    SHARES_ITS_ARRAYS("Values"),
    TAKES_VALUES_OVER_THE_LIMIT("Values"),
    CUTS_TRAILING_BLANKS_OF_KEYS("Values"),
    WRITES_A_BATCH_UP_TO_THE_VALUE_IT_REFUSES("Values"),
    MINDS_DELETES_OF_ABSENT_KEYS("Values"),
    APPLIES_BATCHES_BACKWARDS("Batches"),
    TAKES_ANY_DURABILITY("Batches"),
    ORDERS_BYTES_AS_SIGNED("Order"),
    BEGINS_SCANS_BEHIND_THEIR_KEY("Order"),
    REPEATS_A_KEY("Scans"),
    SCANS_A_SNAPSHOT_WITHOUT_SOME_KEYS("Scans"),
    READS_THE_VALUE_BEFORE_THE_LAST("Concurrency"),
    MINDS_A_SECOND_CLOSE("Lifecycle"),
    SERVES_AFTER_CLOSE("Lifecycle"),
    MAKES_A_STORE_OBJECT_FOR_EVERY_CALL("Lifecycle"),
    KEEPS_ENTRIES_OF_DROPPED_STORES("Drop"),
    DROPS_THE_WHOLE_TABLE("Drop"),
    SERVES_DROPPED_STORES("Drop"),
    COUNTS_OVERWRITES_AS_ENTRIES("Stats"),
    FORGETS_TO_COUNT_DELETED_BYTES("Stats"),
    TAKES_UNKNOWN_OPTIONS("Options"),
    REFUSES_WITHOUT_SAYING_WHAT_IS_ALLOWED("Options"),
    SWALLOWS_INTERRUPTS("Interrupts"),
    FAILS_WHEN_INTERRUPTED("Interrupts"),
    HOLDS_NO_MORE_THAN_A_THOUSAND_STORES("ManyStores");

    final String theme;

    Fault(String theme) {
        this.theme = theme;
    }
}
