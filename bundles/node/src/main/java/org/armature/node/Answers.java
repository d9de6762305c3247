package org.armature.node;

import org.armature.protocol.Message;

/** How other nodes' answers read in a message for people. */
final class Answers {
    private Answers() {}

    static String refusal(Message answer) {
        return answer instanceof Message.Failure failure
                ? failure.code() + " " + failure.message()
                : "answered " + answer.getClass().getSimpleName();
    }

    static String because(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}
