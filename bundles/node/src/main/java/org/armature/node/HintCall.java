package org.armature.node;

import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;

/** A hint on its way to its owner. */
final class HintCall implements Call {
    /** Exactly one of the two is called, once. */
    interface Ending {
        /** The owner holds it, as durable as the table asks. */
        void stored();

        void failed();

        /** The owner stored nothing: what was sent is of too early a reap epoch. */
        void overtaken(ReapingMessage.StaleEpoch stale);
    }

    private final NodeId owner;
    private final Ending ending;
    private boolean done;

    HintCall(NodeId owner, Ending ending) {
        this.owner = owner;
        this.ending = ending;
    }

    @Override
    public void answered(NodeId from, Message answer) {
        if (done || !from.equals(owner)) {
            return;
        }
        done = true;
        if (answer instanceof Message.ReplicaStored) {
            ending.stored();
        } else if (answer instanceof ReapingMessage.StaleEpoch stale) {
            ending.overtaken(stale);
        } else {
            ending.failed();
        }
    }

    @Override
    public void lost(NodeId peer, String reason) {
        if (peer.equals(owner)) {
            deadlinePassed();
        }
    }

    @Override
    public void deadlinePassed() {
        if (!done) {
            done = true;
            ending.failed();
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
