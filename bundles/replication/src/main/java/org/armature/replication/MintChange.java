package org.armature.replication;

import java.util.Optional;
import java.util.stream.Stream;
import org.armature.model.ActorId;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.RecordCodec;

/**
 * A coordinator gives a client's write its dot (Dynamo §4.4): what the context covers is replaced, the rest stays
 * beside it. Where the last write wins, all that the coordinator holds is replaced, and the stamp is later than each.
 *
 * <p>A dot means one value for ever, so a node counts on only under an actor it surely remembers all events of: one of
 * its present incarnation, kept in this very copy, of which neither the context nor the copy claims more than it
 * counted. Otherwise it counts from 1 under a fresh key epoch. A write whose request id the record knows is not minted
 * again: the copy that holds it is sent on as it is. Where a retry is minted, its event is marked: the write may have
 * another dot, which may show when this one has long been replaced.
 *
 * <p>When the value expires is worked out here, once, from this node's clock and not from the stamp, which may be later: the
 * write's own time to live counts, else the table's.
 */
public final class MintChange implements RecordChange<LocalCopy> {
    private final ClientWrite write;
    private final Minting minting;
    private final TableSpec table;
    private final Optional<Version> latestElsewhere;

    /** @param latestElsewhere a version other replicas hold, which the write's stamp has to pass too */
    public MintChange(ClientWrite write, Minting minting, TableSpec table, Optional<Version> latestElsewhere) {
        this.write = write;
        this.minting = minting;
        this.table = table;
        this.latestElsewhere = latestElsewhere;
    }

    @Override
    public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
        VersionSet before = found.map(LocalCopy::set).orElse(VersionSet.EMPTY);
        if (before.requests().knows(write.request())) {
            return new Keep<>();
        }
        ActorId actor = found.flatMap(LocalCopy::minting)
                .filter(own -> own.incarnation() == minting.incarnation())
                .filter(own ->
                        write.context().vector().counter(own) <= before.seen().counter(own))
                .orElseGet(minting.freshActor());
        Dot dot = new Dot(actor, before.seen().counter(actor) + 1);
        CausalPast replaced = table.lastWriteWins() ? write.context().merge(before.past()) : write.context();
        Version version = version(dot, before);
        VersionSet after = write.repeated() ? before.putRepeated(replaced, version) : before.put(replaced, version);
        int versions = after.versions().size();
        if (versions > table.limits().maxSiblings()
                && versions > before.versions().size()) {
            return new Refuse<>(
                    ErrorCode.TOO_MANY_SIBLINGS,
                    "the key has " + before.versions().size() + " siblings" + dead(before) + " and the table allows "
                            + table.limits().maxSiblings()
                            + ": read it, merge them, and put the result with the context of that read");
        }
        return RecordCodec.fits(after)
                ? new Store<>(LocalCopy.of(after, Optional.of(actor)))
                : new Refuse<>(ErrorCode.VECTOR_LONG, LocalCopy.TOO_LONG);
    }

    private String dead(VersionSet set) {
        long dead = set.versions().stream()
                .filter(version -> version.isDeadAt(minting.nowMillis()))
                .count();
        return dead == 0 ? "" : ", " + dead + " of them deleted or expired,";
    }

    private Version version(Dot dot, VersionSet before) {
        long millis = minting.nowMillis();
        int logical = 0;
        if (table.lastWriteWins()) {
            Optional<Version> latest = Stream.concat(before.latest().stream(), latestElsewhere.stream())
                    .max(Version.BY_STAMP);
            if (latest.isPresent() && latest.get().writtenMillis() >= millis) {
                boolean full = latest.get().logical() == Integer.MAX_VALUE;
                millis = latest.get().writtenMillis() + (full ? 1 : 0);
                logical = full ? 0 : latest.get().logical() + 1;
            }
        }
        return new Version(dot, write.request(), millis, logical, write.value(), expiresMillis());
    }

    private long expiresMillis() {
        return write.value()
                .flatMap(value -> write.ttl().or(table::ttl))
                .map(ttl -> ttl.expiryFrom(minting.nowMillis()))
                .orElse(0L);
    }
}
