package org.armature.protocol;

import org.armature.model.NodeId;
import org.armature.ring.Member;

/** One change of the ring as an operator asks for it (Dynamo §4.8.1: members come and go explicitly). */
public sealed interface PlannedChange {
    /** Whom it is about. */
    NodeId node();

    /** As half a sentence, such as {@code join n4}. */
    String text();

    /** A candidate becomes a member. */
    record Join(NodeId node) implements PlannedChange {
        @Override
        public String text() {
            return "join " + node;
        }
    }

    /** A member hands over everything it has and goes. */
    record Leave(NodeId node) implements PlannedChange {
        @Override
        public String text() {
            return "leave " + node;
        }
    }

    /**
     * A candidate takes the places of a member. One that runs hands them over; one that is down is given up.
     *
     * @param by the candidate
     */
    record Replace(NodeId node, NodeId by) implements PlannedChange {
        @Override
        public String text() {
            return "replace " + node + " by " + by;
        }
    }

    /** A member that is down is given up: what it held is copied from the others. */
    record RemoveDead(NodeId node) implements PlannedChange {
        @Override
        public String text() {
            return "remove dead " + node;
        }
    }

    /** @param weight 1 to {@value Member#MAX_WEIGHT} of one that can be carried out */
    record Weight(NodeId node, int weight) implements PlannedChange {
        @Override
        public String text() {
            return "weight " + node + " " + weight;
        }
    }

    record Zone(NodeId node, String zone) implements PlannedChange {
        @Override
        public String text() {
            return "zone " + node + " " + zone;
        }
    }
}
