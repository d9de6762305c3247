package org.armature.node;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.replication.GetCoordinator;

/** Gets this node coordinates; any node may (Dynamo §4.5). */
final class Gets {
    private final View view;
    private final Admission admission;
    private final Calls calls;
    private final RecordReads reads;
    private final ContextSealer sealer;
    private final Outbox outbox;

    Gets(View view, Admission admission, Calls calls, RecordReads reads, ContextSealer sealer, Outbox outbox) {
        this.view = view;
        this.admission = admission;
        this.calls = calls;
        this.reads = reads;
        this.sealer = sealer;
        this.outbox = outbox;
    }

    void on(Event.GetAsked asked, Now now) {
        Message.Get get = asked.get();
        ReplyTo client = asked.replyTo();
        Optional<Located> located = admission.admit(
                client, get.table(), get.key(), asked.position(), get.wish().r(), get.deadlineMillis());
        if (located.isEmpty()) {
            return;
        }
        outbox.count(Counter.GETS);
        Located at = located.get();
        int r = get.wish().r() == 0 ? at.table().r() : get.wish().r();
        GetCoordinator coordinator = new GetCoordinator(view.preferenceList(at).owners(), view.reachable(), r);
        long deadline = now.monoNanos() + TimeUnit.MILLISECONDS.toNanos(get.deadlineMillis());
        long[] number = new long[1];
        GetCall call = calls.open(deadline, opened -> {
            number[0] = opened;
            return new GetCall(at, client, coordinator, sealer, outbox);
        });
        call.carryOut(coordinator.start());
        for (NodeId owner : coordinator.waiting()) {
            if (owner.equals(view.self())) {
                readOwn(at, number[0], call);
            } else {
                calls.send(
                        owner,
                        number[0],
                        new Message.ReplicaGet(
                                at.table().name(), at.key(), 0, view.ring().epoch()));
            }
        }
        calls.forgetIfDone(number[0]);
    }

    private void readOwn(Located at, long number, GetCall call) {
        reads.read(at, new RecordReads.Reading() {
            @Override
            public void found(Optional<Bytes> record) {
                call.found(view.self(), record);
                calls.forgetIfDone(number);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                call.failedHere(view.self(), code, message);
                calls.forgetIfDone(number);
            }
        });
    }
}
