package org.armature.node;

import org.armature.protocol.Message;
import org.armature.protocol.RepairMessage;

/** How other nodes' answers read in a message for people. */
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

    static String because(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}
