package org.armature.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.armature.model.NodeId;

/**
 * Who a node is and where it stands.
 *
 * @param data its directory, absolute
 * @param host the machine it runs on: two nodes of one host never hold two of a key's N copies
 * @param zone the rack or data centre
 * @param weight its share of tokens relative to others, 1 to 1,000
 */
public record NodeIdentity(NodeId id, Path data, String host, String zone, int weight) {
    static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");
    static final String LABEL_TEXT = "a name of letters, digits and . _ : -";
    static final int MAX_WEIGHT = 1_000;
    static final int DEFAULT_WEIGHT = 100;
    static final String DEFAULT_ZONE = "default";

    public NodeIdentity {
        if (!LABEL.matcher(host).matches() || !LABEL.matcher(zone).matches()) {
            throw new IllegalArgumentException("host and zone are " + LABEL_TEXT + ", not " + host + ", " + zone);
        }
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is 1 to " + MAX_WEIGHT + ", not " + weight);
        }
    }
}
