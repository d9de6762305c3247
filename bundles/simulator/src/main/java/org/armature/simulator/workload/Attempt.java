package org.armature.simulator.workload;

import org.armature.protocol.Message;

/** One request of a call to one node. */
final class Attempt {
    private final Call call;
    private final NodeLink link;
    private final long sentAt;
    private boolean outstanding = true;

    Attempt(Call call, NodeLink link, long sentAt) {
        this.call = call;
        this.link = link;
        this.sentAt = sentAt;
    }

    NodeLink link() {
        return link;
    }

    long sentAt() {
        return sentAt;
    }

    boolean isOutstanding() {
        return outstanding;
    }

    void answered(Message message) {
        outstanding = false;
        call.answered(this, message);
    }

    void lost(String reason) {
        outstanding = false;
        call.lost(this);
    }
}
