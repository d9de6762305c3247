package org.armature.protocol;

import java.util.regex.Pattern;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage.EntryDigest;

/** How entries are named in gossip. */
public final class EntryKey {
    static final Pattern PATTERN = Pattern.compile("[ngr]:[a-z0-9][a-z0-9_-]{0,47}");

    private EntryKey() {}

    public static String ofMember(NodeId node) {
        return "n:" + node.name();
    }

    public static String ofRemoval(NodeId node) {
        return "r:" + node.name();
    }

    public static String ofGrant(String id) {
        return "g:" + id;
    }

    public static EntryDigest digest(MemberInfo info) {
        return new EntryDigest(ofMember(info.node()), info.start(), info.version());
    }

    public static EntryDigest digest(Grant grant) {
        return new EntryDigest(ofGrant(grant.id()), 1, grant.rank());
    }

    public static EntryDigest digest(Removal removal) {
        return new EntryDigest(ofRemoval(removal.node()), 1, removal.epoch());
    }
}
