package org.armature.protocol;

import java.util.List;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.model.VersionVector;

/**
 * Makes and checks causal contexts: the version vector, the number of the cluster key, and an HMAC-SHA-256 (cut to 16
 * bytes) over both, the table and the key, so that no client can invent, inflate or move one. Not thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ContextSealer {
    /** @param keys at least one; the one with the highest id seals, all of them are accepted */
    public ContextSealer(List<ClusterKey> keys) {
        throw new AssertionError(keys);
    }

    public CausalContext seal(TableName table, Key key, VersionVector seen) {
        throw new AssertionError(table + " " + key + " " + seen);
    }

    /**
     * @return {@link VersionVector#EMPTY} for {@link CausalContext#NONE}
     * @throws ProtocolException CONTEXT_INVALID, saying whether it is cut, of another cluster's or an unknown key, or
     *     does not belong to this table and key
     */
    public VersionVector open(TableName table, Key key, CausalContext context) throws ProtocolException {
        throw new ProtocolException(ErrorCode.CONTEXT_INVALID, table + " " + key + " " + context);
    }
}
