package org.armature.node;

/**
 * How far a shard is with the copies it holds of keys whose places are with others now.
 *
 * @param keysLooked looked through since the shard began, whether they could go or not
 * @param keysLeft to be looked through, as the stores count them; 0 if there is nothing to do
 * @param bytesLooked likewise
 * @param bytesLeft likewise
 * @param cause why it does not go on; empty if it does
 */
public record LeftoverReport(long keysLooked, long keysLeft, long bytesLooked, long bytesLeft, String cause) {}
