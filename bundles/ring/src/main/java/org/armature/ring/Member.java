package org.armature.ring;

import org.armature.model.NodeId;

/**
 * A node of the ring.
 *
 * @param peerAddress where other nodes reach it, {@code host:port}
 * @param clientAddress where clients reach it, {@code host:port}
 * @param host the machine it runs on, any name; two nodes of one host never hold two of a key's N copies
 * @param zone the rack or data centre, any name
 * @param weight its share of tokens relative to others, 1 to 1,000
 */
public record Member(NodeId node, String peerAddress, String clientAddress, String host, String zone, int weight) {}
