package org.armature.client;

import java.time.Duration;
import java.util.Optional;
import org.armature.model.CausalContext;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message.Condition;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.Message.WriteWish;

/**
 * What one write asks for beyond what its table says. Immutable; each method gives a copy that differs in one thing.
 *
 * @param wish of the nodes
 * @param deadline for the whole call, retries included, 1 ms to 1 h; empty for the client's own
 * @param request names this write over all its attempts; empty to let the client draw one
 * @param repeated whether a call before may have written it
 */
public record WriteOptions(WriteWish wish, Optional<Duration> deadline, Optional<RequestId> request, boolean repeated) {
    public static final WriteOptions DEFAULT =
            new WriteOptions(WriteWish.TABLE, Optional.empty(), Optional.empty(), false);

    /** @throws IllegalArgumentException if a number is out of its range */
    public WriteOptions {
        WishRange.check("a write", "w", wish.w());
        WishRange.check("a write", "pw", wish.pw());
        WishRange.check("a write", "distinct-hosts", wish.distinctHosts());
        deadline.ifPresent(Deadline::checked);
    }

    /** @param replicas that must have stored it, up to the table's N; 0 for the table's own W */
    public WriteOptions withW(int replicas) {
        return with(replicas, wish.pw(), wish.distinctHosts(), wish.quorum(), wish.confirmed());
    }

    public WriteOptions withDeadline(Duration limit) {
        return new WriteOptions(wish, Optional.of(limit), request, repeated);
    }

    /** Names a new write. To try one again that may have happened there is {@link #repeating}. */
    public WriteOptions withRequest(RequestId id) {
        return new WriteOptions(wish, deadline, Optional.of(id), false);
    }

    /**
     * Tries a write again whose outcome nobody knows: with the same value, context and request id it is the same write,
     * however often it arrives. The store remembers it for longer than others ({@code docs/decisions/repeated-writes.md}).
     */
    public WriteOptions repeating(RequestId id) {
        return new WriteOptions(wish, deadline, Optional.of(id), true);
    }

    /**
     * Only the key's owners count towards W: once acknowledged, W of them hold it. Nodes that stand in for owners that
     * are away get their copies all the same.
     *
     * <p>The price: it fails when fewer than W owners can be reached; some copies may have been written then.
     */
    public WriteOptions strict() {
        return with(wish.w(), wish.pw(), wish.distinctHosts(), QuorumKind.STRICT, wish.confirmed());
    }

    /**
     * The first N healthy nodes of the key's preference list count towards W, whoever the owners are (Dynamo §4.6): the
     * write succeeds as long as W nodes of the list can be reached. Those that stand in for an owner keep a hint for it
     * and hand it over when it is back.
     *
     * <p>The price: until then a read that asks the owners may miss the write.
     */
    public WriteOptions sloppy() {
        return with(wish.w(), wish.pw(), wish.distinctHosts(), QuorumKind.SLOPPY, wish.confirmed());
    }

    /**
     * So many of the W must be owners; others may stand in for the rest.
     *
     * <p>The price: the write fails when fewer owners can be reached.
     *
     * @param owners up to the table's N; 0 for the table's own number
     */
    public WriteOptions primaries(int owners) {
        return with(wish.w(), owners, wish.distinctHosts(), wish.quorum(), wish.confirmed());
    }

    /**
     * It is acknowledged once its copies, hints included, stand on so many hosts: it survives the loss of all of them but
     * one.
     *
     * <p>The price: the write fails when fewer hosts can be reached.
     *
     * @param hosts up to the table's N; 0 for the table's own number
     */
    public WriteOptions distinctHosts(int hosts) {
        return with(wish.w(), wish.pw(), hosts, wish.quorum(), wish.confirmed());
    }

    /**
     * For a table of last write wins; any other refuses it. R owners are asked for the latest timestamp first, so that
     * this write gets a later one, whatever the clock of its coordinator says. It is strict, whatever else is asked. If
     * every read and write of a key is confirmed, R + W is above N and the durability is disk, the key is a linearizable
     * register as long as no owner is wiped or replaced.
     *
     * <p>The price: that of a strict write; one more round trip; and it fails when fewer than R owners can be reached. It
     * goes to one node only: if that one does not say what became of it, no other is tried, and the outcome is unknown.
     */
    public WriteOptions confirmed() {
        return with(wish.w(), wish.pw(), wish.distinctHosts(), wish.quorum(), true);
    }

    /**
     * So long after its coordinator has taken it in, the value reads as deleted; {@link ReadResult#expires()} tells readers
     * when that is. It counts before the time to live that the table has. A node whose clock is ahead of the coordinator's
     * stops showing the value so much earlier, one whose clock is behind so much later. A deletion has none: the nodes
     * reject it.
     *
     * @param time 1 ms to 36,500 days, in whole milliseconds
     * @throws IllegalArgumentException if it is out of that range
     */
    public WriteOptions ttl(Duration time) {
        return with(wish.living(Optional.of(TimeToLive.of(time))));
    }

    /** With the time to live of the table, if any. */
    public WriteOptions withoutTtl() {
        return with(wish.living(Optional.empty()));
    }

    /**
     * It is written only where no value is: the object was never written, is deleted, or has expired. Otherwise the call fails
     * with {@link StoreException.ConditionFailed}, which tells what is there. It replaces the deletions and expired values it
     * finds. For puts: a deletion that asks for it is rejected.
     *
     * <p>The price: it is coordinated by an owner, which asks R replicas first, one more round trip; it fails when fewer can
     * be reached, or no owner. Of clients that race through one coordinator one succeeds; through two, which they meet only
     * while nodes do not agree who is up, both may, and both values stand then.
     */
    public WriteOptions onlyIfAbsent() {
        return with(wish.onlyIf(Condition.ABSENT));
    }

    /**
     * It is written only if every version there, deletions included, is one that its context has seen; a context it needs.
     * Promise and price are those of {@link #onlyIfAbsent()}.
     */
    public WriteOptions onlyIfUnchanged() {
        return with(wish.onlyIf(Condition.UNCHANGED));
    }

    /** A read that found nothing has no context: unchanged since it is what still has no value. */
    WriteOptions onlyIfUnchangedSince(CausalContext context) {
        return context.isNone() ? onlyIfAbsent() : onlyIfUnchanged();
    }

    private WriteOptions with(int w, int pw, int distinctHosts, QuorumKind quorum, boolean confirmed) {
        return with(new WriteWish(w, pw, distinctHosts, quorum, confirmed, wish.ttl(), wish.condition()));
    }

    private WriteOptions with(WriteWish other) {
        return new WriteOptions(other, deadline, request, repeated);
    }
}
