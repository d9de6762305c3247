package org.armature.membership;

import static org.armature.membership.DetectorClock.NEVER;
import static org.armature.membership.PeerState.DOWN;
import static org.armature.membership.PeerState.SLOW;
import static org.armature.membership.PeerState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.membership.DetectorEvent.Connected;
import org.armature.membership.DetectorEvent.Disconnected;
import org.armature.membership.DetectorEvent.Ponged;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class FailureDetectorTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final long MINUTE = 60_000;

    private final DetectorClock clock = new DetectorClock(DetectorSettings.DEFAULT);

    private void connect(NodeId... peers) {
        for (NodeId peer : peers) {
            clock.tell(new Connected(peer, 1));
        }
    }

    private void connectedAndAnswering(NodeId... peers) {
        clock.answersTake((peer, number) -> 1);
        connect(peers);
        clock.run(10_000);
        for (NodeId peer : peers) {
            assertEquals(UP, clock.state(peer));
        }
        clock.changes.clear();
    }

    private long millisUntil(NodeId peer, PeerState state, long within) {
        long begin = clock.millis();
        while (clock.state(peer) != state) {
            assertTrue(clock.millis() - begin <= within, peer + " is not " + state + " within " + within + " ms");
            clock.run(1);
        }
        return clock.millis() - begin;
    }

    @Test
    void aPeerNeverMetIsDown() {
        assertEquals(DOWN, clock.state(A));
    }

    @Test
    void aConnectedPeerIsAskedAtOnceAndUpWithItsFirstAnswerNotBefore() {
        connect(A);
        assertEquals(List.of(new DetectorEffect.SendPing(A, 1)), clock.pings);
        assertEquals(DOWN, clock.state(A));

        clock.tell(new Ponged(A, 1));
        assertEquals(List.of(new DetectorEffect.Changed(A, UP, "it answers")), clock.changes);
    }

    @Test
    void onePingIsSentForEachInterval() {
        clock.answersTake((peer, number) -> 1);
        connect(A);
        clock.run(9_900);
        assertEquals(20, clock.pings.size());
    }

    @Test
    void aLostConnectionIsDownAtOnceAndSaysWhy() {
        connectedAndAnswering(A);
        clock.tell(new Disconnected(A, "reset"));
        assertEquals(List.of(new DetectorEffect.Changed(A, DOWN, "connection lost: reset")), clock.changes);
    }

    @Test
    void aStoppedPeerIsDownAfterItsBoundAndUpOnlyWhenItAnswersAgain() {
        connectedAndAnswering(A, B);
        clock.answersTake((peer, number) -> peer.equals(A) ? NEVER : 1);

        long took = millisUntil(A, DOWN, 2_600);
        assertTrue(took >= 1_500, "a peer that answered " + took + " ms ago is no dead one");
        assertEquals(List.of(DOWN), clock.statesOf(A));
        assertEquals(List.of(), clock.statesOf(B));

        connect(A);
        clock.run(MINUTE);
        assertEquals(DOWN, clock.state(A), "it only accepts connections");

        clock.answersTake((peer, number) -> 1);
        connect(A);
        clock.run(10);
        assertEquals(UP, clock.state(A));
    }

    @Test
    void aPeerThatWasOnlyPausedIsUpWithItsFirstLateAnswer() {
        connectedAndAnswering(A);
        long pausedAt = clock.millis();
        clock.answersTake((peer, number) -> Math.max(1, pausedAt + 3_000 - clock.millis()));

        clock.run(2_900);
        assertEquals(DOWN, clock.state(A));
        clock.run(110);
        assertEquals(UP, clock.state(A));
    }

    @Test
    void ofASilentPeerTheConnectionIsGivenUpOnceAndNotPingedOn() {
        connectedAndAnswering(A);
        clock.answersTake((peer, number) -> NEVER);
        clock.run(5_000);
        assertEquals(1, clock.reconnects.size());

        int pings = clock.pings.size();
        clock.run(MINUTE);
        assertEquals(1, clock.reconnects.size());
        assertEquals(pings, clock.pings.size());

        connect(A);
        clock.run(5_000);
        assertEquals(2, clock.reconnects.size(), "the next connection gets its own chance");
    }

    @Test
    void aConnectionThatNeverAnsweredIsGivenUpToo() {
        connect(A);
        clock.run(5_000);
        assertEquals(1, clock.reconnects.size());
        assertEquals(List.of(), clock.changes, "it was never thought up");
    }

    @Test
    void doubledForeignAndStaleAnswersAreIgnoredAndCounted() {
        connect(A, B);
        clock.tell(new Ponged(A, 7));
        clock.tell(new Ponged(A, 0));
        clock.tell(new Ponged(C, 1));
        assertEquals(DOWN, clock.state(A));
        assertEquals(DOWN, clock.state(C));

        clock.tell(new Ponged(A, 1));
        clock.tell(new Ponged(A, 1));
        assertEquals(List.of(UP), clock.statesOf(A));
        assertEquals(4, clock.detector.ignoredAnswers());
    }

    @Test
    void anAnswerOfAnEarlierConnectionSaysNothingOfThisOne() {
        connect(A);
        clock.tell(new Disconnected(A, "reset"));
        connect(A);
        clock.tell(new Ponged(A, 1));
        assertEquals(DOWN, clock.state(A));
        clock.tell(new Ponged(A, 2));
        assertEquals(UP, clock.state(A));
    }

    @Test
    void aReplacedConnectionIsALostOne() {
        connectedAndAnswering(A);
        connect(A);
        assertEquals(List.of(DOWN), clock.statesOf(A));
        clock.run(10);
        assertEquals(UP, clock.state(A));
    }

    @Test
    void aSecondReportOfALossChangesNothing() {
        connectedAndAnswering(A);
        clock.tell(new Disconnected(A, "reset"));
        clock.tell(new Disconnected(A, "reset"));
        clock.tell(new Disconnected(C, "never there"));
        assertEquals(1, clock.changes.size());
    }

    @Test
    void whoTakesLongAsARuleIsGrantedMoreUpToALimit() {
        clock.answersTake((peer, number) -> 1_800);
        connect(A);
        clock.run(MINUTE);
        assertEquals(List.of(UP), clock.statesOf(A));

        clock.answersTake((peer, number) -> NEVER);
        long took = millisUntil(A, DOWN, 5 * 2_000 + 500);
        assertTrue(took > 2_100, "a bound of " + took + " ms was not learnt");
    }

    @Test
    void whatWasLearntFromABurstOfLateAnswersIsForgotten() {
        connectedAndAnswering(A);
        clock.answersTake((peer, number) -> 1_500);
        clock.run(5_000);
        clock.answersTake((peer, number) -> 1);
        clock.run(20_000);
        assertEquals(List.of(), clock.changes);

        clock.answersTake((peer, number) -> NEVER);
        millisUntil(A, DOWN, 2_600);
    }

    @Test
    void aPeerThatIsSlowAmongFastOnesIsSlowAndForgivenWhenItAnswersAsTheOthersDo() {
        connectedAndAnswering(A, B, C);
        clock.answersTake((peer, number) -> peer.equals(C) ? 400 : 2);
        millisUntil(C, SLOW, 6_000);

        clock.answersTake((peer, number) -> peer.equals(C) ? 200 : 2);
        clock.run(MINUTE);
        assertEquals(SLOW, clock.state(C), "a little faster is not enough");

        clock.answersTake((peer, number) -> 2);
        millisUntil(C, UP, 6_000);
        assertEquals(List.of(SLOW, UP), clock.statesOf(C));
        assertEquals(List.of(), clock.statesOf(A));
    }

    @Test
    void whenAllAreSlowNobodyIs() {
        connectedAndAnswering(A, B, C);
        clock.answersTake((peer, number) -> peer.equals(C) ? 900 : 300);
        clock.run(MINUTE);
        assertEquals(List.of(), clock.changes);
    }

    @Test
    void aSlowPeerIsTakenBackWhenTheFastOnesAreGone() {
        connectedAndAnswering(A, B);
        clock.answersTake((peer, number) -> peer.equals(B) ? 400 : 2);
        millisUntil(B, SLOW, 6_000);

        clock.tell(new Disconnected(A, "reset"));
        assertEquals(List.of(SLOW, UP), clock.statesOf(B));
    }

    @Test
    void aPeerOfWhichOneLoopIsStuckIsSlowUntilAllAnswer() {
        connectedAndAnswering(A, B);
        clock.answersTake((peer, number) -> peer.equals(B) && number % 8 == 0 ? NEVER : 2);
        millisUntil(B, SLOW, 8 * 500 + 2_600);
        clock.run(MINUTE);
        assertEquals(List.of(SLOW), clock.statesOf(B));

        clock.answersTake((peer, number) -> 2);
        millisUntil(B, UP, 15_000);
    }

    @Test
    void thisNodesOwnPauseIsHeldAgainstNobody() {
        connectedAndAnswering(A, B);
        boolean[] paused = {false};
        clock.comesLate(wished -> {
            if (paused[0]) {
                return 0;
            }
            paused[0] = true;
            return 40_000;
        });
        clock.run(MINUTE);
        assertTrue(paused[0]);
        assertEquals(List.of(), clock.changes);

        clock.answersTake((peer, number) -> peer.equals(A) ? NEVER : 1);
        millisUntil(A, DOWN, 5 * 2_000 + 500);
        assertEquals(List.of(), clock.statesOf(B));
    }

    @Test
    void aPeerThatFellOftenAnswersOftenBeforeItIsTrustedAgain() {
        clock.answersTake((peer, number) -> 1);
        for (int fall = 0; fall < 6; fall++) {
            connect(A);
            clock.run(4_000);
            clock.tell(new Disconnected(A, "flapping"));
        }
        clock.changes.clear();
        connect(A);
        clock.run(2_000);
        assertEquals(DOWN, clock.state(A), "one answer is not enough any more");
        clock.run(1_000);
        assertEquals(UP, clock.state(A));

        clock.run(5 * MINUTE);
        clock.tell(new Disconnected(A, "once"));
        connect(A);
        clock.run(2);
        assertEquals(UP, clock.state(A), "long steady, it is trusted at once");
    }

    @Test
    void aConnectionThatFlapsEveryMomentIsUpSeldom() {
        clock.answersTake((peer, number) -> 1);
        for (int i = 0; i < 1_000; i++) {
            connect(A);
            clock.run(50);
            clock.tell(new Disconnected(A, "flapping"));
        }
        assertTrue(clock.changes.size() < 10, clock.changes.size() + " changes");
    }
}
