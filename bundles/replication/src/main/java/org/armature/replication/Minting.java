package org.armature.replication;

import java.util.function.Supplier;
import org.armature.model.ActorId;

/**
 * By whom and when dots are minted.
 *
 * @param incarnation the node's present one
 * @param freshActor gives an actor never given before
 * @param nowMillis wall time of this node
 */
public record Minting(long incarnation, Supplier<ActorId> freshActor, long nowMillis) {}
