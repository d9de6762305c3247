package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.replication.RecordChange.Keep;
import org.armature.replication.RecordChange.Remove;
import org.armature.replication.RecordChange.Store;
import org.junit.jupiter.api.Test;

/** A copy of long ago becomes writes of now. */
class ReentryChangeTest {
    private static final ActorId OLD = new ActorId(new NodeId("a"), 7, 1);
    private static final ActorId OTHER = new ActorId(new NodeId("b"), 8, 1);
    private static final ActorId FRESH = new ActorId(new NodeId("a"), 9, 1);

    private final VersionSet first = VersionSet.EMPTY.put(CausalPast.NOTHING, version(OTHER, 1, 1, "first"));
    private final VersionSet second = first.put(first.past(), version(OLD, 1, 2, "second"));
    private final VersionSet third = second.put(second.past(), version(OLD, 2, 3, "third"));

    private static Version version(ActorId actor, long counter, long request, String value) {
        return new Version(
                new Dot(actor, counter), new RequestId(0, request), 1_000, 0, Optional.of(Bytes.utf8(value)), 0);
    }

    private static VersionSet anew(VersionSet set) {
        return ((Store<LocalCopy>) decide(set)).copy().set();
    }

    private static RecordChange.Decision<LocalCopy> decide(VersionSet set) {
        return new ReentryChange(FRESH.incarnation(), () -> FRESH, 2_000)
                .decide(Optional.of(LocalCopy.of(set, Optional.empty())));
    }

    private static List<RequestId> requests(VersionSet set) {
        return set.versions().stream().map(Version::request).toList();
    }

    @Test
    void whatItReplacedStaysReplaced() {
        assertEquals(requests(third), requests(anew(third).merge(first)));
        assertEquals(requests(third), requests(anew(third).merge(second)));
    }

    @Test
    void itIsThereOnceBesideWhoStillHoldsIt() {
        assertEquals(requests(third), requests(anew(third).merge(third)));
    }

    @Test
    void whatWasReplacedByAWriteThatIsForgottenNowDoesNotCoverIt() {
        VersionSet deleted = third.put(
                third.past(), new Version(new Dot(OTHER, 2), new RequestId(0, 4), 1_500, 0, Optional.empty(), 0));
        assertEquals(requests(third), requests(anew(third).merge(VersionSet.EMPTY)));
        assertInstanceOf(Remove.class, decide(deleted));
    }

    @Test
    void aWriteThatHasASecondDotElsewhereIsNotTakenForReplaced() {
        VersionSet there = VersionSet.EMPTY.put(CausalPast.NOTHING, version(OTHER, 1, 3, "third"));
        VersionSet here = VersionSet.EMPTY.put(CausalPast.NOTHING, version(OLD, 1, 3, "third"));
        assertEquals(requests(there), requests(anew(here.merge(there)).merge(there)));
    }

    @Test
    void whatEnteredAnewInThisLifeDoesNotEnterOnceMore() {
        assertInstanceOf(Keep.class, decide(anew(third)));
    }
}
