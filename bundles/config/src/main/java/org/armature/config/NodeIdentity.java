package org.armature.config;

import java.util.regex.Pattern;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/**
 * Who a node is and where it stands.
 *
 * @param host the machine it runs on: two nodes of one host never hold two of a key's N copies
 * @param zone the rack or data centre
 * @param weight its share of tokens relative to others, 1 to 1,000
 */
public record NodeIdentity(NodeId id, String host, String zone, int weight) {
    static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");
    static final String LABEL_TEXT = "a name of letters, digits and . _ : -";
    static final int DEFAULT_WEIGHT = 100;
    static final String DEFAULT_ZONE = "default";

    public NodeIdentity {
        if (!LABEL.matcher(host).matches() || !LABEL.matcher(zone).matches()) {
            throw new IllegalArgumentException("host and zone are " + LABEL_TEXT + ", not " + host + ", " + zone);
        }
        if (weight < 1 || weight > Member.MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is 1 to " + Member.MAX_WEIGHT + ", not " + weight);
        }
    }
}
