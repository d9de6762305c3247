package org.armature.protocol;

import java.util.Optional;
import java.util.regex.Pattern;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage.EntryDigest;

/** How entries are named in gossip. */
public final class EntryKey {
    private static final String MEMBER = "n:";
    private static final String REMOVAL = "r:";
    private static final String GRANT = "g:";

    static final Pattern PATTERN = Pattern.compile("[ngr]:[a-z0-9][a-z0-9_-]{0,47}");

    private EntryKey() {}

    public static String ofMember(NodeId node) {
        return MEMBER + node.name();
    }

    public static String ofRemoval(NodeId node) {
        return REMOVAL + node.name();
    }

    public static String ofGrant(String id) {
        return GRANT + id;
    }

    /** Whose info it names; empty if it names something else. */
    public static Optional<NodeId> member(String key) {
        return node(MEMBER, key);
    }

    /** Whose removal it names; empty if it names something else. */
    public static Optional<NodeId> removal(String key) {
        return node(REMOVAL, key);
    }

    private static Optional<NodeId> node(String kind, String key) {
        return key.startsWith(kind) ? Optional.of(new NodeId(key.substring(kind.length()))) : Optional.empty();
    }

    /** The id of the grant it names; empty if it names something else. */
    public static Optional<String> grant(String key) {
        return key.startsWith(GRANT) ? Optional.of(key.substring(GRANT.length())) : Optional.empty();
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
