package org.armature.replication;

import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;

/** A replica takes in what another one sent: the merge of both is stored, unless it knew all of it. */
public final class MergeChange implements RecordChange {
    private final Bytes received;

    public MergeChange(Bytes received) {
        this.received = received;
    }

    @Override
    public Decision decide(Optional<LocalCopy> found) {
        if (found.isPresent() && found.get().encoded().equals(received)) {
            return new Keep(found.get());
        }
        VersionSet incoming;
        try {
            incoming = RecordCodec.decode(received);
        } catch (ProtocolException malformed) {
            return new Refuse(ErrorCode.BAD_REQUEST, "the record received is damaged: " + malformed.getMessage());
        }
        if (found.isEmpty()) {
            return new Store(new LocalCopy(incoming, received, Optional.empty()));
        }
        LocalCopy local = found.get();
        VersionSet merged = local.set().merge(incoming);
        if (merged.equals(local.set())) {
            return new Keep(local);
        }
        Optional<ActorId> minting = local.minting().filter(actor -> remembersAll(actor, local.set(), incoming));
        return new Store(
                merged.equals(incoming) ? new LocalCopy(incoming, received, minting) : LocalCopy.of(merged, minting));
    }

    /** Others know of more events of this node's own actor than it does: it has forgotten some, and must not go on. */
    private static boolean remembersAll(ActorId actor, VersionSet local, VersionSet incoming) {
        return incoming.seen().counter(actor) <= local.seen().counter(actor);
    }
}
