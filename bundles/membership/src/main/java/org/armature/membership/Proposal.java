package org.armature.membership;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.Acceptance;
import org.armature.protocol.Ballot;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;

/** One attempt after the other to have a state decided for the epoch after a base: who has voted, and for what. */
final class Proposal {
    enum Origin {
        OPERATOR,
        /** The machine itself: a transition has ended, or what somebody left half decided is finished. */
        MACHINE
    }

    private final Origin origin;
    private final long token;
    private final StateStamp base;
    private final Optional<RingState> wish;
    private final SortedSet<NodeId> voters;
    private final long deadline;

    private final SortedSet<NodeId> voted = new TreeSet<>();
    private final SortedMap<NodeId, String> missing = new TreeMap<>();
    private final SortedSet<NodeId> granted = new TreeSet<>();
    private Optional<Ballot> ballot = Optional.empty();
    private Optional<RingState> chosen = Optional.empty();
    private Optional<Acceptance> latest = Optional.empty();
    private long highestRound;
    private boolean wishSent;
    private int attempts;
    private int unanswered;

    /**
     * @param token of the operator's change; of no meaning otherwise
     * @param wish what it wants decided; empty to finish what others have begun
     */
    Proposal(
            Origin origin,
            long token,
            StateStamp base,
            Optional<RingState> wish,
            SortedSet<NodeId> voters,
            long deadline) {
        this.origin = origin;
        this.token = token;
        this.base = base;
        this.wish = wish;
        this.voters = voters;
        this.deadline = deadline;
        voters.forEach(voter -> missing.put(voter, "was not asked"));
    }

    Origin origin() {
        return origin;
    }

    long token() {
        return token;
    }

    StateStamp base() {
        return base;
    }

    Optional<RingState> wish() {
        return wish;
    }

    SortedSet<NodeId> voters() {
        return voters;
    }

    long deadline() {
        return deadline;
    }

    int attempts() {
        return attempts;
    }

    /** The highest round that any voter has heard of. */
    long highestRound() {
        return highestRound;
    }

    /** A new attempt: voters are asked what they have accepted. */
    void attempt(Ballot next) {
        ballot = Optional.of(next);
        chosen = Optional.empty();
        latest = Optional.empty();
        attempts++;
        granted.clear();
        unanswered = 0;
    }

    boolean isAt(Ballot other, boolean accepting) {
        return ballot.equals(Optional.of(other)) && accepting == chosen.isPresent();
    }

    boolean isAccepting() {
        return chosen.isPresent();
    }

    void asked() {
        unanswered++;
    }

    /** Every voter that was asked has answered, or can't. */
    boolean isAnswered() {
        return unanswered <= 0;
    }

    void lacks(NodeId voter, String why) {
        if (!granted.contains(voter)) {
            missing.put(voter, why);
            voted.remove(voter);
        }
    }

    void silent(NodeId voter) {
        unanswered--;
        lacks(voter, "did not answer");
    }

    void heard(NodeId voter, Vote vote) {
        unanswered--;
        long tried = ballot.map(Ballot::round).orElse(0L);
        vote.promised()
                .filter(promised -> !promised.isAbsurdAfter(tried))
                .ifPresent(promised -> highestRound = Math.max(highestRound, promised.round()));
        switch (vote.kind()) {
            case GRANTED -> grant(voter, vote);
            case OUTBID ->
                lacks(
                        voter,
                        "promised to heed a later attempt"
                                + vote.promised()
                                        .map(promised -> " of " + promised.node())
                                        .orElse(""));
            case BEHIND -> lacks(voter, "does not know " + base + " yet");
            case PAST -> lacks(voter, "knows a later ring");
            case WITHHELD -> lacks(voter, "may not vote: " + vote.objection());
        }
    }

    private void grant(NodeId voter, Vote vote) {
        granted.add(voter);
        voted.add(voter);
        missing.remove(voter);
        if (chosen.isEmpty()) {
            vote.accepted()
                    .filter(acceptance -> latest.isEmpty()
                            || acceptance.ballot().compareTo(latest.get().ballot()) > 0)
                    .ifPresent(acceptance -> latest = Optional.of(acceptance));
        }
    }

    boolean hasMajority() {
        return granted.size() > voters.size() / 2;
    }

    /**
     * What voters shall accept: of what some have accepted already the latest, else what is wished.
     *
     * @return empty if nobody wants anything
     */
    Optional<RingState> choose() {
        chosen = latest.map(Acceptance::value).or(() -> wish);
        granted.clear();
        unanswered = 0;
        wishSent |= chosen.isPresent() && chosen.equals(wish);
        return chosen;
    }

    RingState chosen() {
        return chosen.orElseThrow();
    }

    ChangeOutcome.NoMajority noMajority() {
        return new ChangeOutcome.NoMajority(voted, missing, wishSent);
    }
}
