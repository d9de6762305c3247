package org.armature.replication;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.RequestId;
import org.armature.model.VersionVector;

/**
 * A client's put, checked.
 *
 * @param request the same for every repetition
 * @param value empty for a deletion
 * @param context what the client had seen
 */
public record ClientWrite(RequestId request, Optional<Bytes> value, VersionVector context) {
    public ClientWrite withContext(VersionVector seen) {
        return new ClientWrite(request, value, seen);
    }
}
