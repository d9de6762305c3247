package org.armature.node;

import java.util.function.Consumer;
import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** A question to one node. */
final class QuestionCall implements Call {
    private final NodeId asked;
    private final Consumer<Message> answered;
    private final Consumer<String> unanswered;
    private boolean done;

    /**
     * Exactly one of the two is called, once.
     *
     * @param unanswered why; the node may have done all the same what it was asked for
     */
    QuestionCall(NodeId asked, Consumer<Message> answered, Consumer<String> unanswered) {
        this.asked = asked;
        this.answered = answered;
        this.unanswered = unanswered;
    }

    @Override
    public void answered(NodeId from, Message answer) {
        if (!done && from.equals(asked)) {
            done = true;
            answered.accept(answer);
        }
    }

    @Override
    public void lost(NodeId peer, String reason) {
        if (!done && peer.equals(asked)) {
            done = true;
            unanswered.accept(reason);
        }
    }

    @Override
    public void deadlinePassed() {
        lost(asked, "no answer in time");
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
