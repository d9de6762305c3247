package org.armature.membership;

import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;

/** What a node may ask of the others. */
public enum Access {
    /** Whatever nodes ask of one another. */
    ALL,
    /** Only what the ring is now: so that a node that was removed while it was away hears of it. */
    RING,
    /** It is not even greeted. */
    NONE;

    public boolean allows(Message message) {
        return switch (this) {
            case ALL -> true;
            case RING ->
                message instanceof MembershipMessage.GossipOpening
                        || message instanceof MembershipMessage.GossipDigests
                        || message instanceof MembershipMessage.GossipEntries
                        || message instanceof Message.Ping;
            case NONE -> false;
        };
    }
}
