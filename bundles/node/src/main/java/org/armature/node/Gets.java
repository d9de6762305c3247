package org.armature.node;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.replication.GetOutcome;
import org.armature.replication.ReadGoal;

/** Clients' gets; any node coordinates them (Dynamo §4.5). */
final class Gets {
    private final Admission admission;
    private final Reads reads;
    private final Shown shown;
    private final EventTime time;
    private final Outbox outbox;

    Gets(Admission admission, Reads reads, Shown shown, EventTime time, Outbox outbox) {
        this.admission = admission;
        this.reads = reads;
        this.shown = shown;
        this.time = time;
        this.outbox = outbox;
    }

    void on(Event.GetAsked asked) {
        Message.Get get = asked.get();
        admission
                .admit(
                        asked.replyTo(),
                        get.table(),
                        get.key(),
                        asked.position(),
                        get.deadlineMillis(),
                        table -> Goals.problem(get.wish(), table))
                .ifPresent(at -> {
                    outbox.count(Counter.GETS);
                    ReadGoal goal = Goals.of(get.wish(), at.table());
                    reads.read(at, goal, time.in(get.deadlineMillis()), new Ending(asked.replyTo(), at, goal));
                });
    }

    private final class Ending implements GetCall.Ending {
        private final ReplyTo client;
        private final Located at;
        private final ReadGoal goal;

        Ending(ReplyTo client, Located at, ReadGoal goal) {
            this.client = client;
            this.at = at;
            this.goal = goal;
        }

        @Override
        public void found(GetOutcome.Found found) {
            outbox.reply(client, shown.of(at, found.set(), found.fastest()));
        }

        @Override
        public void tooFew(GetOutcome.TooFew tooFew, Optional<Message.Failure> ownFailure) {
            outbox.count(Counter.READ_FAILED);
            if (at.table().n() == 1 && ownFailure.isPresent()) {
                outbox.reply(client, ownFailure.get());
                return;
            }
            outbox.fail(
                    client,
                    tooFew.late() ? ErrorCode.READ_TIMEOUT : ErrorCode.UNAVAILABLE,
                    Outcome.NOT_DONE,
                    "get " + at + ": needed " + goal + " of N=" + at.table().n() + " replicas, " + tooFew.answers()
                            + (tooFew.late() ? " answered in time" : " could be reached") + ", " + tooFew.owners()
                            + " of them " + (tooFew.owners() == 1 ? "an owner" : "owners")
                            + Answers.because(tooFew.detail()));
        }
    }
}
