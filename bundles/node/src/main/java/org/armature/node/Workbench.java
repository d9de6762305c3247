package org.armature.node;

import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.replication.LocalCopy;
import org.armature.ring.Piece;

/** What every transfer of a shard works with. */
record Workbench(
        View view,
        Calls calls,
        StorageCalls storage,
        CustodyCalls custody,
        RecordTurns<LocalCopy> objects,
        Hints hints,
        RecordReads reads,
        Gate gate,
        Slices slices,
        ReapEpochs epochs,
        EventTime time,
        Outbox outbox) {
    private static final long ANSWER_MILLIS = 10_000;

    /** @param failed why there is no answer, or what the node answered instead */
    <M extends Message> void ask(
            NodeId node, Message question, Class<M> answerType, Consumer<M> answered, Failing failed) {
        if (!view.reachable().contains(node)) {
            failed.failed(node + " is down", false);
            return;
        }
        calls.send(
                time.in(ANSWER_MILLIS),
                node,
                question,
                new QuestionCall(
                        node,
                        answer -> {
                            if (saysGone(answer)) {
                                view.toldGone();
                            }
                            if (answer instanceof ReapingMessage.StaleEpoch stale) {
                                epochs.overtaken(stale);
                            }
                            if (answerType.isInstance(answer)) {
                                answered.accept(answerType.cast(answer));
                            } else {
                                failed.failed(node + " " + Answers.refusal(answer), isRefusal(answer));
                            }
                        },
                        why -> failed.failed(node + " " + why, false)));
    }

    interface Failing {
        /** @param refused whether the node itself said that it has not done what it was asked for */
        void failed(String why, boolean refused);
    }

    private static boolean saysGone(Message answer) {
        return answer instanceof Message.Failure failure && failure.code() == ErrorCode.NODE_REMOVED;
    }

    private static boolean isRefusal(Message answer) {
        return answer instanceof Message.Failure failure && failure.outcome() != Message.Outcome.UNKNOWN;
    }

    /** Whether a change of any key of the piece, in tables of this N, is under way. */
    boolean isBusy(int n, Piece piece) {
        return objects.anyUnderWay(at -> at.table().n() == n && piece.contains(at.position()));
    }
}
