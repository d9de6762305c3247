package org.armature.protocol;

import org.armature.model.Bytes;

/**
 * A secret all nodes of the cluster share, never given to clients.
 *
 * @param id which of the cluster's keys it is, from 1; a later one is used for new contexts while older ones are still
 *     accepted
 * @param secret 32 bytes
 */
public record ClusterKey(int id, Bytes secret) {
    public static final int SECRET_BYTES = 32;

    public ClusterKey {
        if (secret.length() != SECRET_BYTES) {
            throw new IllegalArgumentException("a cluster key has 32 bytes, not " + secret.length());
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClusterKey[id=" + id + "]";
    }
}
