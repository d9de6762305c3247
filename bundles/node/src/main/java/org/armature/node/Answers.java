package org.armature.node;

import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.RepairMessage;

/** What other nodes' answers say that are not those that were hoped for, also for people. */
final class Answers {
    private Answers() {}

    static String refusal(Message answer) {
        if (answer instanceof RepairMessage.NotComparable not) {
            return "can't compare: " + not.why();
        }
        return answer instanceof Message.Failure failure
                ? failure.code() + " " + failure.message()
                : "answered " + answer.getClass().getSimpleName();
    }

    /** What a node answered in the place of what it was asked for. */
    static NoAnswer other(NodeId node, Message answer) {
        return answer instanceof Message.Failure failure
                ? new NoAnswer(
                        node,
                        Optional.of(failure.code()),
                        failure.message(),
                        failure.outcome() != Message.Outcome.UNKNOWN)
                : NoAnswer.silent(node, refusal(answer));
    }

    static String because(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}
