package org.armature.demo.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.demo.history.Finding.Kind;
import org.armature.demo.history.Observation.CopiedVersion;
import org.junit.jupiter.api.Test;

/** Hand-made histories, good and bad: each wrong is flagged, and nothing else is. */
class JudgeTest {
    private static final String CART = "shop/cart/alice";

    private final List<Write> writes = new ArrayList<>();
    private final List<Optional<String>> read = new ArrayList<>();
    private final TreeMap<String, List<CopiedVersion>> copies = new TreeMap<>();

    @Test
    void aWriteThatIsThereIsPresent() {
        put("a", Outcome.OK);
        found("a");
        Verdict verdict = assertClean();
        assertEquals(1, verdict.present());
        assertEquals(1, verdict.acknowledged());
    }

    @Test
    void aWriteReplacedByOneThatHadSeenItIsNotLost() {
        put("a", Outcome.OK);
        put("b", Outcome.OK, "va");
        put("c", Outcome.OK, "vb");
        found("c");
        Verdict verdict = assertClean();
        assertEquals(2, verdict.replaced());
        assertEquals(0, verdict.replacedByUnknown());
    }

    @Test
    void aWriteReplacedByOneOfUnknownOutcomeIsNotLostAndIsCounted() {
        put("a", Outcome.OK);
        put("b", Outcome.UNKNOWN, "va");
        found("b");
        assertEquals(1, assertClean().replacedByUnknown());
    }

    @Test
    void concurrentWritesStandBesideEachOther() {
        put("a", Outcome.OK);
        put("b", Outcome.OK);
        found("a", "b");
        assertClean();
    }

    @Test
    void aMergeReplacesAllItHadSeen() {
        put("a", Outcome.OK);
        put("b", Outcome.OK);
        put("merged", Outcome.OK, "va", "vb");
        found("merged");
        assertClean();
    }

    @Test
    void anUnknownWriteMayBeThereOrNot() {
        put("a", Outcome.OK);
        put("there", Outcome.UNKNOWN);
        put("not", Outcome.UNKNOWN);
        found("a", "there");
        assertClean();
    }

    @Test
    void aDeletedObjectShowsItsDeletion() {
        put("a", Outcome.OK);
        delete("d", Outcome.OK, "va");
        found("d");
        assertClean();
    }

    @Test
    void anObjectWrittenAgainAfterADeleteHidesTheDelete() {
        put("a", Outcome.OK);
        delete("d", Outcome.OK, "va");
        put("b", Outcome.OK, "delete:d");
        found("b");
        assertClean();
    }

    @Test
    void aReplicaThatIsBehindDoesNotMakeAnOldDeletionCurrent() {
        put("a", Outcome.OK);
        delete("old", Outcome.OK, "va");
        put("b", Outcome.OK, "delete:old");
        delete("new", Outcome.OK, "vb");
        found("new");
        copies.put("n3", List.of(held("old")));
        assertClean();
    }

    @Test
    void anAcknowledgedWriteThatIsGoneIsLost() {
        put("a", Outcome.OK);
        put("b", Outcome.OK);
        found("b");
        assertFlagged(Kind.LOST, "a");
    }

    @Test
    void aWriteReplacedByOneThatHadNotSeenItIsLost() {
        put("a", Outcome.OK);
        put("b", Outcome.OK);
        put("c", Outcome.OK, "vb");
        found("c");
        assertFlagged(Kind.LOST, "a");
    }

    @Test
    void aWriteWhoseOnlySuccessorFailedIsLost() {
        put("a", Outcome.OK);
        put("b", Outcome.FAIL, "va");
        found();
        assertFlagged(Kind.LOST, "a");
    }

    @Test
    void anObjectThatWasNotLookedAtCountsAsFoundEmpty() {
        put("a", Outcome.OK);
        Verdict verdict = new Judge(new History(writes), 2).judge(Map.of());
        assertEquals(List.of(Kind.LOST), kinds(verdict));
        assertEquals(1, verdict.lost());
    }

    @Test
    void aValueNobodyWroteIsInvented() {
        put("a", Outcome.OK);
        found("a");
        read.add(Optional.of("vx"));
        assertFlagged(Kind.INVENTED, "vx");
    }

    @Test
    void aVersionOfAnUnknownWriteOnOneReplicaIsInvented() {
        put("a", Outcome.OK);
        found("a");
        copies.put("n2", List.of(held("a"), new CopiedVersion("x:1", "x", Optional.of("vx"))));
        assertFlagged(Kind.INVENTED, "x");
    }

    @Test
    void aDeletionNobodyMadeIsInvented() {
        put("a", Outcome.OK);
        found("a");
        read.add(Optional.empty());
        assertFlagged(Kind.INVENTED, "delete");
    }

    @Test
    void aValueSeenByAWriterThatNobodyWroteIsInvented() {
        put("a", Outcome.OK, "vx");
        found("a");
        assertFlagged(Kind.INVENTED, "vx");
    }

    @Test
    void anotherValueUnderAWritesNameIsDamage() {
        put("a", Outcome.OK);
        found("a");
        copies.put("n2", List.of(new CopiedVersion("a:1", "a", Optional.of("vx"))));
        assertFlagged(Kind.DAMAGED, "a");
    }

    @Test
    void aWriteReportedAsNotDoneThatIsThereIsDishonest() {
        put("a", Outcome.OK);
        put("b", Outcome.FAIL);
        found("a", "b");
        assertFlagged(Kind.DISHONEST, "b");
    }

    @Test
    void aVersionBesideItsSuccessorIsAFalseSibling() {
        put("a", Outcome.OK);
        put("b", Outcome.OK, "va");
        found("a", "b");
        assertFlagged(Kind.FALSE_SIBLING, "a");
    }

    @Test
    void aFalseSiblingOnOneReplicaIsFlaggedEvenIfReadsHideIt() {
        put("a", Outcome.OK);
        put("b", Outcome.OK, "va");
        found("b");
        copies.put("n2", List.of(held("b"), held("a")));
        assertFlagged(Kind.FALSE_SIBLING, "a");
    }

    @Test
    void aFalseSiblingThatOnlyAWriterSawIsFlagged() {
        put("a", Outcome.OK);
        put("b", Outcome.OK, "va");
        put("c", Outcome.OK, "va", "vb");
        found("c");
        assertFlagged(Kind.FALSE_SIBLING, "a");
    }

    @Test
    void aDeletedValueThatIsBackIsResurrected() {
        put("a", Outcome.OK);
        delete("d", Outcome.OK, "va");
        found("a");
        assertFlagged(Kind.RESURRECTED, "d");
    }

    @Test
    void aDeleteOfUnknownOutcomeMayHaveFailedToHappen() {
        put("a", Outcome.OK);
        delete("d", Outcome.UNKNOWN, "va");
        found("a");
        assertClean();
    }

    @Test
    void aValueBesideItsDeletionIsAFalseSibling() {
        put("a", Outcome.OK);
        delete("d", Outcome.OK, "va");
        found("a", "d");
        assertFlagged(Kind.FALSE_SIBLING, "a");
    }

    @Test
    void oneWriteShownTwiceIsDuplicated() {
        put("a", Outcome.OK);
        found("a");
        read.add(Optional.of("va"));
        assertFlagged(Kind.DUPLICATED, "a");
    }

    @Test
    void oneWriteUnderTwoDotsInOneCopyIsDuplicated() {
        put("a", Outcome.OK);
        found("a");
        copies.put("n1", List.of(held("a"), new CopiedVersion("b:1", "a", Optional.of("va"))));
        assertFlagged(Kind.DUPLICATED, "a");
    }

    @Test
    void anAcknowledgedWriteOnFewerThanWReplicasIsFlagged() {
        put("a", Outcome.OK);
        found("a");
        copies.put("n2", List.of());
        copies.put("n3", List.of());
        assertFlagged(Kind.TOO_FEW_COPIES, "a");
    }

    @Test
    void aReplicaThatHoldsTheSuccessorCountsAsACopy() {
        put("a", Outcome.OK);
        put("b", Outcome.UNKNOWN, "va");
        found("b");
        copies.put("n2", List.of(held("a")));
        copies.put("n3", List.of());
        assertClean();
    }

    @Test
    void oneDotForTwoWritesIsFlagged() {
        put("a", Outcome.OK);
        put("b", Outcome.OK);
        found("a", "b");
        copies.put("n2", List.of(held("a"), new CopiedVersion("a:1", "b", Optional.of("vb"))));
        assertFlagged(Kind.DOT_REUSED, "a:1");
    }

    @Test
    void twoEqualValuesOfOneObjectAreRefusedForTheyCouldNotBeToldApart() {
        writes.add(new Write(new Attempt("a", "t", CART, Optional.of("v"), List.of()), Outcome.OK, 2));
        writes.add(new Write(new Attempt("b", "t", CART, Optional.of("v"), List.of()), Outcome.OK, 2));
        assertThrows(IllegalArgumentException.class, () -> new History(writes));
    }

    private void put(String id, Outcome outcome, String... seen) {
        writes.add(new Write(new Attempt(id, "t", CART, Optional.of("v" + id), List.of(seen)), outcome, 2));
    }

    private void delete(String id, Outcome outcome, String... seen) {
        writes.add(new Write(new Attempt(id, "t", CART, Optional.empty(), List.of(seen)), outcome, 2));
    }

    /** A read that returns these writes, and three replicas that hold them. */
    private void found(String... ids) {
        List<CopiedVersion> held = new ArrayList<>();
        for (String id : ids) {
            CopiedVersion version = held(id);
            held.add(version);
            read.add(version.value());
        }
        List.of("n1", "n2", "n3").forEach(node -> copies.put(node, held));
    }

    private CopiedVersion held(String id) {
        Write write =
                writes.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        return new CopiedVersion(id + ":1", id, write.attempt().value());
    }

    private Verdict judge() {
        return new Judge(new History(writes), 2).judge(Map.of(CART, new Observation(read, copies)));
    }

    private Verdict assertClean() {
        Verdict verdict = judge();
        assertTrue(verdict.isClean(), () -> verdict.findings().toString());
        return verdict;
    }

    private void assertFlagged(Kind kind, String write) {
        Verdict verdict = judge();
        assertEquals(List.of(kind), kinds(verdict), () -> verdict.findings().toString());
        assertEquals(write, verdict.findings().get(0).write());
    }

    private static List<Kind> kinds(Verdict verdict) {
        return verdict.findings().stream().map(Finding::kind).toList();
    }
}
