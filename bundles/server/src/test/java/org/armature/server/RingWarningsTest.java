package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.membership.MembershipView;
import org.armature.protocol.MemberInfo;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** A node that does not vote says so, but for one that waits for founding members that were never started. */
class RingWarningsTest {
    private static final String WHY = "it has not heard [n3] yet";
    private static final RingState FOUNDING = RingState.founding(Views.founding(3));

    private static List<String> warnings(RingState state, Optional<String> withheld, MemberInfo... heard) {
        MembershipView view =
                Views.of(state, Progress.none(state.changeEpoch()), List.of(heard), false, Optional.empty(), withheld);
        return new RingAnswers(() -> view, view::ownership, new TreeMap<>(), new PeerStates(LocalCluster.id(1)))
                .warnings();
    }

    private static void assertWarned(List<String> warnings) {
        assertEquals(List.of("this node does not vote on changes of the ring: " + WHY), warnings);
    }

    @Test
    void aMemberThatWasNeverHeardIsAwaitedQuietlyWhileTheClusterIsFounded() {
        Optional<String> withheld = Optional.of(WHY);
        assertEquals(List.of(), warnings(FOUNDING, withheld, Views.info(1, 5), Views.info(2, 5)));
        assertEquals(
                List.of(),
                warnings(FOUNDING, withheld, Views.info(1, 5), Views.info(2, 5), Views.info(3, 0)),
                "only remembered");
    }

    @Test
    void onceAllFoundersWereHeardItIsAWorry() {
        assertWarned(warnings(FOUNDING, Optional.of(WHY), Views.info(1, 5), Views.info(2, 5), Views.info(3, 1)));
    }

    @Test
    void afterTheFirstChangeItIsAWorryWhoeverWasHeard() {
        RingState later = FOUNDING.towards(Views.founding(4), List.of());
        assertWarned(warnings(later, Optional.of(WHY), Views.info(1, 5)));
    }

    @Test
    void whoVotesSaysNothing() {
        assertEquals(List.of(), warnings(FOUNDING, Optional.empty(), Views.info(1, 5)));
    }
}
