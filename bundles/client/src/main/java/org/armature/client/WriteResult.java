package org.armature.client;

import org.armature.model.CausalContext;
import org.armature.model.RequestId;

/**
 * A write that was acknowledged.
 *
 * @param context covers the key as its coordinator holds it now; if that is several values, also those this client has
 *     not read: then read before passing it on, or they are replaced unseen
 * @param siblings values that now stand beside each other; more than one if this write did not replace all
 * @param copies replicas known to have stored it when it was acknowledged
 * @param hinted how many of the copies wait on other nodes for an owner that was away, 0 to copies
 */
public record WriteResult(CausalContext context, int siblings, int copies, int hinted, RequestId request) {
    public boolean madeSibling() {
        return siblings > 1;
    }
}
