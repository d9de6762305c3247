package org.armature.membership;

import java.util.LinkedHashMap;
import java.util.Map;

/** One peer, its pings and their answers. Times are this node's monotonic ones, in nanoseconds. */
final class WatchedPeer {
    /** This many answers in a row forgive one fall, and a lost ping. */
    private static final int STEADY_ANSWERS = 20;

    private static final int MOST_FALLS = 8;

    private final AnswerTimes times = new AnswerTimes();
    private final Map<Long, Long> unanswered = new LinkedHashMap<>(); // ping -> when it was sent
    private PeerState state = PeerState.DOWN;
    private boolean connected;
    private boolean givenUp;
    private long lastPing;
    private long nextPingAt;
    private long heardAt;
    private int answersInRow;
    private int answersSinceLoss = STEADY_ANSWERS;
    private int falls;

    PeerState state() {
        return state;
    }

    AnswerTimes times() {
        return times;
    }

    boolean isConnected() {
        return connected;
    }

    void connected(long now) {
        disconnected();
        connected = true;
        answersSinceLoss = STEADY_ANSWERS;
        nextPingAt = now;
        heardAt = now;
    }

    void disconnected() {
        connected = false;
        givenUp = false;
        answersInRow = 0;
        unanswered.clear();
    }

    boolean pingIsDue(long now) {
        return connected && now - nextPingAt >= 0;
    }

    /** @return the ping's number */
    long ping(long now, long interval) {
        lastPing++;
        unanswered.put(lastPing, now);
        nextPingAt = now + interval;
        return lastPing;
    }

    /** @return false if nobody waits for this answer (any more) */
    boolean answered(long ping, long now) {
        Long sentAt = unanswered.remove(ping);
        if (sentAt == null) {
            return false;
        }
        times.add(now - sentAt);
        heardAt = now;
        givenUp = false;
        answersInRow++;
        answersSinceLoss++;
        if (state != PeerState.DOWN && answersInRow % STEADY_ANSWERS == 0 && falls > 0) {
            falls--;
        }
        return true;
    }

    /** How long this node has waited and heard nothing; 0 if it waits for nothing. */
    long silence(long now) {
        return unanswered.isEmpty() ? 0 : now - silentSince();
    }

    /** Of use only while something is unanswered. */
    private long silentSince() {
        long oldest = unanswered.values().iterator().next();
        return oldest - heardAt > 0 ? oldest : heardAt;
    }

    /** The part of the silence in which this node did not listen is not this peer's. */
    void excuse(long away, long now) {
        heardAt += Math.min(away, now - heardAt);
        unanswered.replaceAll((ping, sentAt) -> sentAt + Math.min(away, now - sentAt));
    }

    /** Of a peer that answers otherwise: these pings will not be answered any more. */
    void writeOff(long olderThan, long now) {
        while (!unanswered.isEmpty()) {
            Map.Entry<Long, Long> oldest = unanswered.entrySet().iterator().next();
            if (now - oldest.getValue() < olderThan) {
                return;
            }
            unanswered.remove(oldest.getKey());
            answersSinceLoss = 0;
        }
    }

    /** Whether it answered lately, but not to every ping. Its loops answer in turn, so one of them may be stuck. */
    boolean answersInPart() {
        return answersSinceLoss < STEADY_ANSWERS;
    }

    /** Whether it may be thought up: who fell often answers as often before it is trusted again. */
    boolean isTrusted() {
        return answersInRow >= Math.max(1, falls);
    }

    void become(PeerState next) {
        if (next == PeerState.DOWN) {
            falls = Math.min(MOST_FALLS, falls + 1);
            answersInRow = 0;
        }
        state = next;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    void giveUp() {
        givenUp = true;
    }

    /**
     * When something is to be looked at again; only while connected.
     *
     * @param patience the silence this peer is granted in its present state
     */
    long wakeAt(long patience) {
        if (unanswered.isEmpty()) {
            return nextPingAt;
        }
        long deadline = silentSince() + patience;
        return deadline - nextPingAt < 0 ? deadline : nextPingAt;
    }
}
