package org.armature.node;

/**
 * @param unknown trees that are not known yet, and are worked out by going through their stores
 * @param doubtful places that may lack what the node had acknowledged, and were not compared with all other owners yet
 * @param cause why none is; empty if one is, or need not be
 */
public record TreesReport(int unknown, int doubtful, String cause) {}
