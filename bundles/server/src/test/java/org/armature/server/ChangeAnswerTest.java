package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.MembershipEffect;
import org.armature.membership.RingChange;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;

/** What has not been decided in time is not called undone. */
class ChangeAnswerTest {
    private static final RingChange CANCEL = new RingChange.Cancel(7, Collections.emptySortedSet(), false);

    private static Message answer(CompletableFuture<MembershipEffect.Reply> asked) {
        return ChangeAnswer.of(CANCEL, "cancelling task t-7", asked, Duration.ofMillis(1));
    }

    @Test
    void aChangeThatWasNotDecidedInTimeMayYetBe() {
        Failure failure = assertInstanceOf(Failure.class, answer(new CompletableFuture<>()));
        assertEquals(Outcome.UNKNOWN, failure.outcome());
        assertEquals(ErrorCode.NO_MAJORITY, failure.code());
        assertTrue(failure.message().startsWith("cancelling task t-7 was not decided within"), failure.message());
        assertTrue(failure.message().contains("may yet be decided"), failure.message());
    }

    @Test
    void aChangeThatWasRefusedIsNotDone() {
        Failure failure = assertInstanceOf(
                Failure.class,
                answer(CompletableFuture.completedFuture(
                        new MembershipEffect.ChangeEnded(1, new ChangeOutcome.Refused("there is nothing to cancel")))));
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertEquals("cancelling task t-7: there is nothing to cancel", failure.message());
    }

    @Test
    void anAnswerIsNotWaitedForOnceTheNodeStops() {
        Thread.currentThread().interrupt();
        Failure failure = assertInstanceOf(Failure.class, answer(new CompletableFuture<>()));
        assertTrue(Thread.interrupted(), "whoever stops the thread sees that it was told");
        assertEquals(Outcome.UNKNOWN, failure.outcome());
    }
}
