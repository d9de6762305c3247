package org.armature.server;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;

/** Asks the other members what an operator asks this node. Thread-safe; blocks until they have answered or the time is up. */
final class OtherMembers {
    private static final long LIST_SECONDS = 2;

    private final PeerQuestions questions;
    private final Supplier<SortedMap<NodeId, Boolean>> others;

    /** @param others the other members, and whether each is thought to be up */
    OtherMembers(PeerQuestions questions, Supplier<SortedMap<NodeId, Boolean>> others) {
        this.questions = questions;
        this.others = others;
    }

    SortedSet<NodeId> names() {
        return new TreeSet<>(others.get().keySet());
    }

    /** The answers of those that are up and answer soon. */
    SortedMap<NodeId, Message> ask(Message question) {
        SortedSet<NodeId> asked = new TreeSet<>();
        others.get().forEach((node, up) -> {
            if (up) {
                asked.add(node);
            }
        });
        return asked.isEmpty() ? new TreeMap<>() : questions.ask(asked, question, LIST_SECONDS);
    }

    /**
     * What that one answers; a refusal says whose it is.
     *
     * @param late the answer if it does not answer in time
     */
    Message ask(NodeId node, Message question, long seconds, Supplier<Failure> late) {
        Boolean up = others.get().get(node);
        if (up == null || !up) {
            return new Failure(
                    up == null ? ErrorCode.BAD_REQUEST : ErrorCode.UNAVAILABLE,
                    up == null ? Outcome.REJECTED : Outcome.NOT_DONE,
                    node + (up == null ? " is no member; others are " + names() : " is down")
                            + ". Nothing was changed");
        }
        Message answer = questions.ask(List.of(node), question, seconds).get(node);
        if (answer instanceof Failure failure) {
            return new Failure(failure.code(), failure.outcome(), node + ": " + failure.message());
        }
        return answer == null ? late.get() : answer;
    }
}
