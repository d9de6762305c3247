package org.armature.client.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.client.JoinClient;
import org.armature.protocol.Message;
import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;

/** Asks members, at their listeners for peers, to be let in. */
public final class NodeJoinClient implements JoinClient {
    private final Cluster members;
    private final Duration deadline;

    /** @param deadline of every call */
    public NodeJoinClient(List<NodeAddress> peerListeners, String clusterId, Duration deadline) {
        members = Cluster.start(peerListeners, Message.Role.JOINER, clusterId);
        this.deadline = deadline;
    }

    @Override
    public JoinReply join(JoinAsked request) {
        return members.askAndWait(new Joining(request), Span.fromNow(deadline));
    }

    /** Repeated with the same nonce, it is the same request. */
    private record Joining(JoinAsked asked) implements Operation<JoinReply> {
        @Override
        public Message request(long deadlineMillis, boolean again) {
            return asked;
        }

        @Override
        public Optional<JoinReply> result(Message answer) {
            return answer instanceof JoinReply reply ? Optional.of(reply) : Optional.empty();
        }

        @Override
        public boolean isWrite() {
            return true;
        }

        @Override
        public String describe() {
            return "join of " + asked.member().node();
        }

        @Override
        public String afterUnknownOutcome() {
            return "The token may be used up by it.";
        }
    }

    @Override
    public void close() {
        members.close();
    }
}
