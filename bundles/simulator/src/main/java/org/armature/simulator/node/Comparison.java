package org.armature.simulator.node;

import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.RepairMessage;
import org.armature.ring.RingState;

/**
 * A question of a node that compares what another one and itself hold of a partition, and the answer.
 *
 * @param by who has asked
 * @param state of the ring, by which the shards of the node that answers went when it was asked
 * @param quiet whether nothing of what is compared was being written there when it answered
 */
public record Comparison(NodeId by, RepairMessage.Request request, RingState state, Message answer, boolean quiet) {}
