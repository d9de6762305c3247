package org.armature.server;

import org.armature.model.Bytes;

/** What came of asking a reconciler. */
sealed interface MergeResult {
    record Merged(Bytes value) implements MergeResult {}

    /** It says that it can't read the values; that is the key's trouble, not the reconciler's. */
    record Unfit(String why) implements MergeResult {}

    /** It was not asked, since it has too much to do or goes. */
    record Busy() implements MergeResult {}

    /** It took longer than it may. */
    record Late() implements MergeResult {}

    /** It threw something, or made null. */
    record Failed(String how) implements MergeResult {}
}
