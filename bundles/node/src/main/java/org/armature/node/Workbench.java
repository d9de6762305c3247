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

    <M extends Message> void ask(
            NodeId node, Message question, Class<M> answerType, Consumer<M> answered, Consumer<NoAnswer> failed) {
        if (!view.reachable().contains(node)) {
            failed.accept(NoAnswer.silent(node, "is down"));
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
                                failed.accept(Answers.other(node, answer));
                            }
                        },
                        why -> failed.accept(NoAnswer.silent(node, why))));
    }

    private static boolean saysGone(Message answer) {
        return answer instanceof Message.Failure failure && failure.code() == ErrorCode.NODE_REMOVED;
    }

    /** Whether a change of any key of the piece, in tables of this N, is under way. */
    boolean isBusy(int n, Piece piece) {
        return objects.anyUnderWay(at -> at.table().n() == n && piece.contains(at.position()));
    }
}
