package org.armature.replication;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;

/**
 * A client's put, checked.
 *
 * @param request the same for every repetition
 * @param repeated whether it may have been carried out before, here or through another coordinator
 * @param value empty for a deletion
 * @param context what the client had seen
 * @param ttl how long the value is to live; empty for as long as the table says
 */
public record ClientWrite(
        RequestId request, boolean repeated, Optional<Bytes> value, CausalPast context, Optional<TimeToLive> ttl) {
    /** What lives as long as the table says. */
    public ClientWrite(RequestId request, boolean repeated, Optional<Bytes> value, CausalPast context) {
        this(request, repeated, value, context, Optional.empty());
    }

    public ClientWrite withContext(CausalPast seen) {
        return new ClientWrite(request, repeated, value, seen, ttl);
    }

    public ClientWrite asRepeated() {
        return new ClientWrite(request, true, value, context, ttl);
    }
}
