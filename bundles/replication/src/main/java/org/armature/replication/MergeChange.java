package org.armature.replication;

import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;

/** A replica takes in what another one sent: the merge of both is stored, unless it knew all of it. */
public final class MergeChange implements RecordChange<LocalCopy> {
    private final Bytes received;
    private final Reconciliation reconciliation;
    private final long nowMillis;

    /** @param nowMillis wall time of this node */
    public MergeChange(Bytes received, Reconciliation reconciliation, long nowMillis) {
        this.received = received;
        this.reconciliation = reconciliation;
        this.nowMillis = nowMillis;
    }

    @Override
    public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
        if (found.isPresent() && found.get().encoded().equals(received)) {
            return new Keep<>();
        }
        VersionSet incoming;
        try {
            incoming = RecordCodec.decode(received);
        } catch (ProtocolException malformed) {
            return new Refuse<>(ErrorCode.BAD_REQUEST, "the record received is damaged: " + malformed.getMessage());
        }
        Optional<Version> ahead = newAndTooFarAhead(incoming, found);
        if (ahead.isPresent()) {
            return new Refuse<>(
                    ErrorCode.CLOCK_AHEAD,
                    "version " + ahead.get().dot() + " was stamped "
                            + (ahead.get().writtenMillis() - nowMillis)
                            + " ms ahead of this node's clock, and the table allows " + reconciliation.maxAheadMillis()
                            + " ms: set the clocks of "
                            + ahead.get().dot().actor().node() + " and of this node right");
        }
        if (found.isEmpty()) {
            return new Store<>(new LocalCopy(incoming, received, Optional.empty()));
        }
        LocalCopy local = found.get();
        VersionSet merged = local.set().merge(incoming);
        if (merged.equals(local.set())) {
            return new Keep<>();
        }
        if (!RecordCodec.fits(merged)) {
            return new Refuse<>(ErrorCode.VECTOR_LONG, LocalCopy.TOO_LONG);
        }
        Optional<ActorId> minting = local.minting().filter(actor -> remembersAll(actor, local.set(), incoming));
        return new Store<>(
                merged.equals(incoming) ? new LocalCopy(incoming, received, minting) : LocalCopy.of(merged, minting));
    }

    private Optional<Version> newAndTooFarAhead(VersionSet incoming, Optional<LocalCopy> found) {
        if (!reconciliation.lastWriteWins()) {
            return Optional.empty();
        }
        return incoming.versions().stream()
                .filter(version -> version.writtenMillis() - nowMillis > reconciliation.maxAheadMillis())
                .filter(version -> found.isEmpty() || !found.get().set().seen().covers(version.dot()))
                .findFirst();
    }

    /** Others know of more events of this node's own actor than it does: it has forgotten some, and must not go on. */
    private static boolean remembersAll(ActorId actor, VersionSet local, VersionSet incoming) {
        return incoming.seen().counter(actor) <= local.seen().counter(actor);
    }
}
