package org.armature.history.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Random histories of one object, judged by the checkers and by definitions written out: who had seen whom is kept here
 * as whole sets, and what has to be found follows from these.
 */
class RandomStoreTest {
    private static final ObjectName CART = new ObjectName("shop/cart", "alice");

    private static final List<Outcome> OUTCOMES =
            List.of(Outcome.OK, Outcome.OK, Outcome.OK, Outcome.OK, Outcome.FAILED, Outcome.UNKNOWN);

    /** A store of one copy, and what each write's writer had seen, directly or through others. */
    private static final class Scene {
        private final SplittableRandom random;
        private final List<Attempt> attempts = new ArrayList<>();
        private final Map<String, TreeSet<String>> past = new LinkedHashMap<>();
        private final TreeSet<String> acknowledged = new TreeSet<>();
        private long time;

        Scene(SplittableRandom random) {
            this.random = random;
        }

        void write(List<String> seen) {
            String value = "v" + past.size();
            Outcome outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
            TreeSet<String> covered = new TreeSet<>();
            if (outcome != Outcome.FAILED) {
                seen.forEach(each -> {
                    covered.add(each);
                    covered.addAll(past.get(each));
                });
            }
            past.put(value, covered);
            if (outcome == Outcome.OK) {
                acknowledged.add(value);
            }
            attempts.add(Attempt.put("ann", past.size(), CART, ++time, value, "r" + value)
                    .seen(seen)
                    .ended(++time, outcome)
                    .build());
        }

        List<String> some() {
            List<String> values = new ArrayList<>();
            for (String value : past.keySet()) {
                boolean failed = attempts.stream()
                        .anyMatch(each -> each.asked().value().equals(value)
                                && each.answer().outcome() == Outcome.FAILED);
                if (!failed && random.nextInt(3) == 0) {
                    values.add(value);
                }
            }
            return values;
        }

        void read(List<String> values) {
            attempts.add(Attempt.get("bob", attempts.size(), CART, ++time)
                    .returned(values)
                    .ended(++time, Outcome.OK)
                    .build());
        }

        Verdict verdict(List<String> held) {
            Judge judge = new Judge();
            attempts.forEach(judge);
            List<Fact.Version> versions =
                    held.stream().map(value -> new Fact.Version("", value, "")).toList();
            judge.accept(new Fact.Copy(++time, "n1", CART, versions, Collections.emptySortedMap()));
            return judge.verdict();
        }
    }

    @Test
    void lostAndFalseSiblingsAreThoseOfTheDefinition() {
        int wrongs = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Scene scene = new Scene(new SplittableRandom(seed));
            TreeSet<String> falseSiblings = new TreeSet<>();
            for (int i = 0; i < 7; i++) {
                scene.write(scene.some());
                List<String> read = scene.some();
                scene.read(read);
                falseSiblings.addAll(replaced(scene, read));
            }
            List<String> held = scene.some();
            falseSiblings.addAll(replaced(scene, held));
            TreeSet<String> lost = new TreeSet<>(scene.acknowledged);
            held.forEach(value -> {
                lost.remove(value);
                lost.removeAll(scene.past.get(value));
            });
            Verdict verdict = scene.verdict(held);
            assertEquals(List.copyOf(lost), subjects(verdict, Kind.LOST), "seed " + seed);
            assertEquals(List.copyOf(falseSiblings), subjects(verdict, Kind.FALSE_SIBLING), "seed " + seed);
            wrongs += lost.size() + falseSiblings.size();
            assertEquals(lost.size() + falseSiblings.size(), verdict.findings().size(), "seed " + seed);
        }
        assertTrue(wrongs > 1_000, "only " + wrongs);
    }

    @Test
    void staleReadsAreThoseOfTheDefinition() {
        long stale = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            Scene scene = new Scene(new SplittableRandom(seed));
            for (int i = 0; i < 8; i++) {
                scene.write(scene.some());
                scene.time -= scene.random.nextInt(4); // so that some overlap
                scene.read(scene.some());
            }
            long expected = scene.attempts.stream()
                    .filter(read -> !read.isWrite() && misses(scene, read))
                    .count();
            assertEquals(expected, scene.verdict(List.of()).totals().staleReads(), "seed " + seed);
            stale += expected;
        }
        assertTrue(stale > 1_000, "only " + stale);
    }

    private static boolean misses(Scene scene, Attempt read) {
        List<String> returned = read.answer().returned();
        return scene.attempts.stream()
                .filter(write -> write.isWrite() && write.isOk() && write.end() < read.start())
                .map(write -> write.asked().value())
                .anyMatch(value -> !returned.contains(value)
                        && returned.stream()
                                .noneMatch(each -> scene.past.get(each).contains(value)));
    }

    private static TreeSet<String> replaced(Scene scene, List<String> together) {
        TreeSet<String> replaced = new TreeSet<>();
        for (String one : together) {
            for (String other : together) {
                if (scene.past.get(other).contains(one)) {
                    replaced.add(one);
                }
            }
        }
        return replaced;
    }

    private static List<String> subjects(Verdict verdict, Kind kind) {
        return verdict.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::subject)
                .toList();
    }

    @Test
    void aStoreThatKeepsWhatNobodyReplacedIsFoundRight() {
        for (long seed = 0; seed < 500; seed++) {
            assertTrue(writeAndRead(seed, false).isClean(), "seed " + seed);
        }
    }

    @Test
    void aStoreWhereTheLastWriteWinsIsCaughtLosing() {
        for (long seed = 0; seed < 500; seed++) {
            Verdict verdict = writeAndRead(seed, true);
            assertTrue(verdict.count(Invariant.LOSS) > 0, "seed " + seed);
            assertEquals(
                    verdict.count(Invariant.LOSS),
                    verdict.findings().size(),
                    "seed " + seed + ": nothing else is wrong");
        }
    }

    /** Writers who read first, and now and then do not, at a store with or without siblings. */
    private static Verdict writeAndRead(long seed, boolean lastWriteWins) {
        SplittableRandom random = new SplittableRandom(seed);
        Scene scene = new Scene(random);
        List<String> held = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            scene.read(held);
            List<String> seen = random.nextInt(3) == 0 ? List.of() : List.copyOf(held);
            scene.write(seen);
            Attempt write = scene.attempts.get(scene.attempts.size() - 1);
            if (write.answer().outcome() != Outcome.FAILED) {
                held.removeAll(lastWriteWins ? List.copyOf(held) : seen);
                held.add(write.asked().value());
            }
        }
        return scene.verdict(held);
    }
}
