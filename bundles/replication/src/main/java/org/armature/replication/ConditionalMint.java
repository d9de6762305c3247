package org.armature.replication;

import java.util.Optional;
import org.armature.model.VersionSet;

/**
 * A coordinator gives a conditional write its dot if its condition holds in the key's turn, when nothing else can change
 * this node's copy: so of two clients that race through one coordinator for the same state, one is refused. It is judged by
 * this copy together with what the replicas answered before, which may be more than this copy has, or less.
 *
 * <p>What it was judged by is what it has seen, so that it replaces the deletions and the expired values it was allowed
 * beside, and is later than they. A write that is there already is not refused for being there: it is kept.
 *
 * <p>Two coordinators have a turn each: both may find the condition to hold, and their writes are siblings then.
 */
public final class ConditionalMint implements RecordChange<LocalCopy> {
    private final PutCondition condition;
    private final ClientWrite write;
    private final VersionSet read;
    private final Minting minting;
    private final TableSpec table;

    /** @param read what the replicas that were asked know together; they know nothing of this write */
    public ConditionalMint(
            PutCondition condition, ClientWrite write, VersionSet read, Minting minting, TableSpec table) {
        this.condition = condition;
        this.write = write;
        this.read = read;
        this.minting = minting;
        this.table = table;
    }

    @Override
    public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
        VersionSet own = found.map(LocalCopy::set).orElse(VersionSet.EMPTY);
        if (own.requests().knows(write.request())) {
            return new Keep<>();
        }
        VersionSet standing = own.merge(read);
        if (!condition.holds(standing, minting.nowMillis())) {
            return condition.refusal(standing, minting.nowMillis());
        }
        ClientWrite judged = write.withContext(write.context().merge(standing.past()));
        return new MintChange(judged, minting, table, standing.latest()).decide(found);
    }
}
