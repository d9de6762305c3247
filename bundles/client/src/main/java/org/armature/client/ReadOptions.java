package org.armature.client;

import java.time.Duration;
import java.util.Optional;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.Message.ReadWish;

/**
 * What one read asks for beyond what its table says. Immutable; each method gives a copy that differs in one thing.
 *
 * @param wish of the nodes
 * @param deadline for the whole call, retries included, 1 ms to 1 h; empty for the client's own
 */
public record ReadOptions(ReadWish wish, Optional<Duration> deadline) {
    public static final ReadOptions DEFAULT = new ReadOptions(ReadWish.TABLE, Optional.empty());

    /** @throws IllegalArgumentException if a number is out of its range */
    public ReadOptions {
        WishRange.check("a read", "r", wish.r());
        WishRange.check("a read", "pr", wish.pr());
        deadline.ifPresent(Deadline::checked);
    }

    /** @param replicas that must answer, up to the table's N; 0 for the table's own R */
    public ReadOptions withR(int replicas) {
        return with(new ReadWish(replicas, wish.pr(), wish.quorum(), wish.confirmed(), wish.asStored()));
    }

    public ReadOptions withDeadline(Duration limit) {
        return new ReadOptions(wish, Optional.of(limit));
    }

    /**
     * Only the key's owners count towards R. If writes are strict too and R + W is above N, the read meets every write
     * acknowledged before it began.
     *
     * <p>The price: it fails when fewer than R owners can be reached, although others may hold what was written
     * meanwhile.
     */
    public ReadOptions strict() {
        return with(new ReadWish(wish.r(), wish.pr(), QuorumKind.STRICT, wish.confirmed(), wish.asStored()));
    }

    /**
     * The first N healthy nodes of the key's preference list count towards R, whoever the owners are (Dynamo §4.6): the
     * read succeeds as long as R nodes of the list can be reached.
     *
     * <p>The price: it may miss a write whose copies wait on other nodes, as hints, for the owners it asked.
     */
    public ReadOptions sloppy() {
        return with(new ReadWish(wish.r(), wish.pr(), QuorumKind.SLOPPY, wish.confirmed(), wish.asStored()));
    }

    /**
     * So many of the R must be owners; others may stand in for the rest.
     *
     * <p>The price: the read fails when fewer owners can be reached.
     *
     * @param owners up to the table's N; 0 for the table's own number
     */
    public ReadOptions primaries(int owners) {
        return with(new ReadWish(wish.r(), owners, wish.quorum(), wish.confirmed(), wish.asStored()));
    }

    /**
     * What the read shows is held by W owners before it is shown: what they lack is written back to them first. It is
     * strict, whatever else is asked. If writes are strict too and R + W is above N, no later confirmed read shows less.
     *
     * <p>The price: that of a strict read; where replicas differ, one more round trip; and it fails when fewer than W
     * owners store what it found.
     */
    public ReadOptions confirmed() {
        return with(new ReadWish(wish.r(), wish.pr(), wish.quorum(), true, wish.asStored()));
    }

    /**
     * Siblings as they are stored, also in a table whose reconciler would show one value of them.
     *
     * <p>The price: the caller merges.
     */
    public ReadOptions asStored() {
        return with(new ReadWish(wish.r(), wish.pr(), wish.quorum(), wish.confirmed(), true));
    }

    private ReadOptions with(ReadWish other) {
        return new ReadOptions(other, deadline);
    }
}
