package org.armature.history.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.armature.history.Wish;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final ObjectName CART = new ObjectName("shop/cart", "alice");

    private final Judge judge = new Judge();

    @Test
    void whatIsJudgedIsCounted() {
        put("a", 1, Outcome.OK);
        put("b", 3, Outcome.OK, "a");
        put("c", 5, Outcome.UNKNOWN, "b");
        put("d", 7, Outcome.FAILED);
        read(9, "a");
        read(11, "c");
        judge.accept(new Fact.Fault(12, "partition", ""));
        judge.accept(new Fact.Fault(13, "partition", ""));
        held("c");
        Totals totals = judge.verdict().totals();
        assertEquals(new Totals(1, 0, 2, 1, 1, 0, 2, 1, 0, 0, 2, 1, totals.faults()), totals);
        assertEquals(Map.of("partition", 2L), totals.faults());
    }

    @Test
    void objectsThatNobodyLookedAtAreCountedAndNotCalledLost() {
        put("a", 1, Outcome.OK);
        Verdict verdict = judge.verdict();
        assertTrue(verdict.isClean());
        assertEquals(1, verdict.totals().unseen());
    }

    @Test
    void anObjectWithoutACopyCountsAsFoundEmptyIfOthersWereLookedAt() {
        put("a", 1, Outcome.OK);
        judge.accept(
                new Fact.Copy(9, "n1", new ObjectName("shop/cart", "bob"), List.of(), Collections.emptySortedMap()));
        assertEquals(1, judge.verdict().lost());
    }

    @Test
    void whatNothingIsKnownOfIsNotSaidToHold() {
        put("a", 1, Outcome.OK);
        held("a");
        Verdict verdict = judge.verdict();
        assertTrue(verdict.lines(1).contains("I-1  no acknowledged write is lost: holds"), verdict.lines(1)::toString);
        assertTrue(
                verdict.lines(1).contains("I-14 resources come back: not judged, nothing is known of it"),
                verdict.lines(1)::toString);
        assertEquals(
                List.of(
                        Invariant.LOSS,
                        Invariant.INVENTION,
                        Invariant.SIBLINGS,
                        Invariant.RETRIES,
                        Invariant.ISOLATION),
                List.copyOf(verdict.judged()));
    }

    @Test
    void aWriteThatAnUnnamedDeletionMayBeIsReplacedByWhoSawOne() {
        put("a", 1, Outcome.OK);
        judge.accept(Attempt.delete("ann", 2, CART, 3, "d")
                .seen(List.of("a"))
                .ended(4, Outcome.OK)
                .build());
        put("b", 5, Outcome.OK, Attempt.SOME_DELETION);
        held("b");
        Totals totals = judge.verdict().totals();
        assertEquals(2, totals.replaced());
        assertEquals(0, totals.replacedByUnknown());
    }

    private void deleted(String request, long start, String... seen) {
        judge.accept(Attempt.delete("ann", start, CART, start, request)
                .seen(List.of(seen))
                .ended(start + 1, Outcome.OK)
                .build());
    }

    private void reaped(long time, String... requests) {
        judge.accept(new Fact.Reaped(
                time,
                "n2",
                CART,
                List.of(requests).stream().map(Attempt::deletion).toList()));
    }

    @Test
    void aDeletionThatWasRemovedForGoodIsNotLostNorIsWhatItHadDeleted() {
        put("a", 1, Outcome.OK);
        deleted("d", 3, "a");
        held();
        reaped(7, "d");
        Verdict verdict = judge.verdict();
        assertTrue(verdict.isClean(), () -> verdict.lines(3).toString());
        assertEquals(2, verdict.totals().replaced());
        assertEquals(0, verdict.totals().replacedByUnknown());
    }

    @Test
    void aDeletionOfWhichNothingIsLeftIsLostIfNobodyRemovedItForGood() {
        put("a", 1, Outcome.OK);
        deleted("d", 3, "a");
        held();
        assertEquals(2, judge.verdict().lost());
    }

    @Test
    void aDeletionIsLostThoughAnotherOfTheKeyWasRemovedForGood() {
        put("a", 1, Outcome.OK);
        deleted("d", 3, "a");
        put("b", 5, Outcome.OK);
        deleted("e", 7, "b");
        put("c", 9, Outcome.OK);
        reaped(8, "d");
        held("c");
        Verdict verdict = judge.verdict();
        assertEquals(2, verdict.lost(), () -> verdict.lines(3).toString());
        assertTrue(verdict.findings().stream()
                .allMatch(finding -> List.of("b", Attempt.deletion("e")).contains(finding.subject())));
    }

    @Test
    void whatARemovedDeletionHadDeletedMustNotComeBack() {
        put("a", 1, Outcome.OK);
        deleted("d", 3, "a");
        reaped(7, "d");
        held("a");
        assertEquals(1, judge.verdict().count(Kind.RESURRECTED));
    }

    @Test
    void whatHadExpiredWhenOneOwnerRemovedItMayBeHeldByAnother() {
        put("a", 1, Outcome.OK);
        judge.accept(new Fact.Reaped(7, "n2", CART, List.of("a")));
        put("b", 9, Outcome.OK);
        held("a", "b");
        Verdict verdict = judge.verdict();
        assertTrue(verdict.isClean(), () -> verdict.lines(3).toString());
    }

    @Test
    void whatALastWriteWinsTableOverwritesIsCountedAndNotCalledLost() {
        judge.accept(new Fact.Table(0, "shop/cart", 3, Fact.Reconcile.LWW, true, 0, 0));
        put("a", 1, Outcome.OK);
        put("b", 3, Outcome.OK);
        held("b");
        Verdict verdict = judge.verdict();
        assertTrue(verdict.isClean());
        assertEquals(1, verdict.totals().overwritten());
    }

    @Test
    void anAttemptNotedWhenItBeganIsReplacedByItsEnd() {
        judge.accept(Attempt.put("ann", 1, CART, 1, "a", "r").build());
        judge.accept(Attempt.put("ann", 1, CART, 1, "a", "r")
                .ended(2, Outcome.FAILED)
                .build());
        Totals totals = judge.verdict().totals();
        assertEquals(1, totals.failed());
        assertEquals(0, totals.unknown());
    }

    @Test
    void twoWritesOfOneValueAreRefusedForTheyCouldNotBeToldApart() {
        put("a", 1, Outcome.OK);
        assertThrows(
                IllegalArgumentException.class,
                () -> judge.accept(Attempt.put("bob", 1, CART, 3, "a", "other").build()));
    }

    @Test
    void whatCanBeToldAtOnceIsFoundAtOnce() {
        judge.accept(new Fact.DotSeen(1, "n1", CART, "n1:1", "a"));
        assertEquals(0, judge.found());
        judge.accept(new Fact.DotSeen(1, "n2", CART, "n1:1", "b"));
        assertEquals(1, judge.found());
    }

    @Test
    void oneWrongIsReportedOnceHoweverOftenItShows() {
        put("a", 1, Outcome.OK);
        for (int time = 3; time < 3_000; time += 2) {
            read(time, "x");
        }
        held("a");
        Verdict verdict = judge.verdict();
        assertEquals(1, verdict.count(Kind.INVENTED));
        assertEquals(12, verdict.findings().get(0).around().size());
    }

    @Test
    void aFindingShowsTheAttemptsThatConcernIt() {
        put("a", 1, Outcome.OK);
        put("b", 3, Outcome.OK);
        read(5, "a");
        held("b");
        Finding finding = judge.verdict().findings().get(0);
        assertEquals(2, finding.around().size());
        assertTrue(
                finding.around().get(1).contains("\"returned\":[\"a\"]"),
                finding.around().get(1));
    }

    @Test
    void theVerdictIsTheSameWhicheverOrderObjectsWereNotedIn() {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            facts.add(Attempt.put("ann", i, new ObjectName("shop/cart", "key" + i), i, "v" + i, "r" + i)
                    .ended(i + 1L, Outcome.OK)
                    .build());
        }
        facts.forEach(judge);
        held("x");
        Judge other = new Judge();
        Collections.reverse(facts);
        facts.forEach(other);
        other.accept(copy("x"));
        assertEquals(judge.verdict().lines(100), other.verdict().lines(100));
    }

    @Test
    void aHotKeyOfManyWritesIsJudgedInTimeLinearInThem() {
        judge.accept(new Fact.Table(0, "shop/cart", 3, Fact.Reconcile.SIBLINGS, true, 0, 0));
        int writes = 50_000;
        long time = 0;
        for (int i = 0; i < writes; i++) {
            Attempt.Builder write =
                    Attempt.put("ann", i, CART, ++time, "v" + i, "r" + i).wish(Wish.strict(2, 2));
            judge.accept((i == 0 ? write : write.seen(List.of("v" + (i - 1))))
                    .ended(++time, Outcome.OK)
                    .build());
            judge.accept(Attempt.get("bob", i, CART, ++time)
                    .wish(Wish.strict(2, 2))
                    .returned(List.of("v" + i))
                    .ended(++time, Outcome.OK)
                    .build());
            for (String node : List.of("n1", "n2")) {
                judge.accept(new Fact.Stored(time - 3, node, CART, "n1:" + (i + 1), "v" + i, true, ""));
            }
        }
        held("v" + (writes - 1));
        Verdict verdict = judge.verdict();
        assertTrue(verdict.isClean(), () -> verdict.lines(3).toString());
        assertEquals(writes - 1, verdict.totals().replaced());
    }

    private void put(String value, long start, Outcome outcome, String... seen) {
        judge.accept(Attempt.put("ann", start, CART, start, value, "r" + value)
                .seen(List.of(seen))
                .ended(start + 1, outcome)
                .build());
    }

    private void read(long start, String... values) {
        judge.accept(Attempt.get("bob", start, CART, start)
                .returned(List.of(values))
                .ended(start + 1, Outcome.OK)
                .build());
    }

    private void held(String... values) {
        judge.accept(copy(values));
    }

    private static Fact.Copy copy(String... values) {
        List<Fact.Version> versions = new ArrayList<>();
        for (String value : values) {
            versions.add(new Fact.Version("", value, ""));
        }
        return new Fact.Copy(1_000_000, "n1", CART, versions, Collections.emptySortedMap());
    }
}
