package org.armature.membership.plan;

import java.util.Optional;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.ring.RingState;

/**
 * What some changes would mean.
 *
 * @param reply for the operator
 * @param next what is to be decided to carry it out; empty if it was refused
 */
public record Plan(PlanReply reply, Optional<RingState> next) {
    /** Empty if it was refused. */
    public String id() {
        return reply.id();
    }

    static Plan refused(PlanReply reply) {
        return new Plan(reply, Optional.empty());
    }
}
