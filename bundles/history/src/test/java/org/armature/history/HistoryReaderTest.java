package org.armature.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryReaderTest {
    private static final ObjectName CART = new ObjectName("shop/cart", "\"é\\\n\u0007\uD83D\uDE00\uD800");
    private static final Map<String, Long> VECTOR = Map.of("n1.ab.0", 3L, "n2.0.1", Long.MAX_VALUE);

    static List<Fact> oneOfEach() {
        return List.of(
                Attempt.put("ann", 1, CART, 5, "v1", "r1")
                        .seen(List.of("v0", Attempt.SOME_DELETION))
                        .passed(VECTOR)
                        .wish(Wish.strict(2, 2).andConfirmed().within(1_000))
                        .ended(9, Outcome.OK)
                        .context(VECTOR)
                        .copies(3, 1)
                        .holders(List.of("n1", "n2", "n4"))
                        .coordinator("n1")
                        .reach("left", 3)
                        .build(),
                Attempt.put("ann", 2, CART, -5, "v2", "").build(),
                Attempt.delete("ann", 3, CART, 5, "r3").ended(6, Outcome.FAILED).build(),
                Attempt.get("ann", 4, CART, 5)
                        .ended(6, Outcome.OK)
                        .returned(List.of("v1", "v2"))
                        .build(),
                Attempt.get("ann", 5, CART, 5).ended(6, Outcome.OK).build(),
                Attempt.get("ann", 6, CART, 5).ended(7, Outcome.UNKNOWN).build(),
                new Fact.Note(0, "a sentence"),
                new Fact.Table(0, "shop/cart", 3, Fact.Reconcile.REGISTER, false, 9, 12),
                new Fact.DotSeen(1, "bob", CART, "n1.ab.0:1", "v1"),
                new Fact.ReplicaVector(2, "n1", CART, new TreeMap<>(VECTOR), false),
                new Fact.Stored(3, "n1", CART, "n1.ab.0:1", "v1", true, ""),
                new Fact.Stored(3, "n4", CART, "", "v1", false, "n2"),
                new Fact.NodeEvent(4, "n1", Fact.NodeEvent.What.POWER_CUT),
                new Fact.HintCreated(5, "n4", "n2", CART, List.of("v1")),
                new Fact.HintApplied(6, "n2", CART, List.of("v1")),
                new Fact.HintDeleted(7, "n4", "n2", CART, List.of("v1"), List.of("n5")),
                new Fact.Reaped(7, "n2", CART, List.of("v1")),
                new Fact.Reaped(7, "n2", CART, List.of()),
                new Fact.Settled(8, 2, 3),
                new Fact.Copy(
                        9,
                        "n1",
                        CART,
                        List.of(new Fact.Version("n1.ab.0:1", "v1", "r1"), new Fact.Version("", "v2", "")),
                        new TreeMap<>(VECTOR)),
                new Fact.Copy(9, "n2", CART, List.of(), Collections.emptySortedMap()),
                new Fact.HintsLeft(10, "n1", 7),
                new Fact.Gauge(11, "n1", "heap", 12, true),
                new Fact.Fault(12, "partition", "n1 n2 | n3"));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void whatIsWrittenIsReadBack(Fact fact) throws IOException {
        assertEquals(List.of(fact), read(HistoryLine.of(fact) + "\n"));
    }

    @Test
    void aLastLineThatWasCutIsLeftOut() throws IOException {
        Fact note = new Fact.Note(0, "whole");
        assertEquals(List.of(note), read(HistoryLine.of(note) + "\n" + HistoryLine.of(note)));
    }

    @Test
    void spacesAreAllowed() throws IOException {
        assertEquals(
                List.of(new Fact.Note(3, "A")), read(" { \"is\" : \"note\" ,\t\"time\":3,\"text\":\"\\u0041\" } \r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | '{' is missing",
                "{\"is\":\"note\",\"time\":3 | '}' is missing",
                "{\"is\":\"note\",\"time\":3} | \"text\" is missing",
                "{\"is\":\"note\",\"time\":3,\"text\":\"\",\"txet\":\"\"} | nothing is known of [txet]",
                "{\"is\":\"note\",\"time\":3,\"time\":3,\"text\":\"\"} | \"time\" is there twice",
                "{\"is\":\"note\",\"time\":3.5,\"text\":\"\"} | '}' is missing",
                "{\"is\":\"note\",\"time\":99999999999999999999,\"text\":\"\"} | no whole number of 64 bits",
                "{\"is\":\"note\",\"time\":\"3\",\"text\":\"\"} | \"time\" has to be a number",
                "{\"is\":\"note\",\"time\":3,\"text\":null} | no value of a history",
                "{\"is\":\"note\",\"time\":3,\"text\":\"\\x\"} | no such escape",
                "{\"is\":\"note\",\"time\":3,\"text\":\"\"} x | something follows the object",
                "{\"is\":\"tote\",\"time\":3} | \"tote\" is no kind of fact",
                "{\"is\":\"node\",\"time\":3,\"node\":\"n1\",\"what\":\"eaten\"} | is one of [wiped, power-cut, killed, started]",
                "{\"is\":\"vector\",\"time\":3,\"node\":\"n1\",\"table\":\"t\",\"key\":\"k\",\"vector\":{\"a\":0}} | counters from 1",
                "{\"is\":\"settled\",\"time\":3,\"rounds\":-1} | \"rounds\" has to be a number from 0",
                "{\"is\":\"attempt\",\"proc\":\"a\",\"op\":1,\"type\":\"get\",\"table\":\"t\",\"key\":\"k\",\"start\":5,\"end\":4,\"outcome\":\"ok\"} | before it began",
                "{\"is\":\"attempt\",\"proc\":\"a\",\"op\":1,\"type\":\"get\",\"table\":\"t\",\"key\":\"k\",\"start\":5,\"outcome\":\"ok\"} | \"end\" is missing",
                "{\"is\":\"attempt\",\"proc\":\"a\",\"op\":1,\"type\":\"put\",\"table\":\"t\",\"key\":\"k\",\"value\":\"\",\"start\":5,\"outcome\":\"unknown\"} | no name",
                "[[[[[[[[[[[[[[ | '{' is missing",
                "{\"is\":[[[[[[[[[[[[[[ | within each other",
            })
    void aDamagedLineIsNamedWithWhatIsWrong(String line, String reason) {
        DamagedHistory damage = assertThrows(
                DamagedHistory.class, () -> read(HistoryLine.of(new Fact.Note(0, "")) + "\n" + line + "\n"));
        assertEquals(3, damage.line());
        assertTrue(damage.getMessage().startsWith("line 3: "), damage.getMessage());
        assertTrue(damage.getMessage().contains(reason), damage.getMessage());
    }

    @Test
    void whateverBecomesOfAFileItIsReadOrItsDamagedLineIsNamed() throws IOException {
        StringBuilder whole = new StringBuilder();
        oneOfEach().forEach(fact -> whole.append(HistoryLine.of(fact)).append('\n'));
        int damaged = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder file = new StringBuilder(whole);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                file.setCharAt(random.nextInt(file.length()), whole.charAt(random.nextInt(whole.length())));
            }
            try {
                read(file.toString());
            } catch (DamagedHistory damage) {
                damaged++;
                assertTrue(damage.line() > 1 && damage.line() <= 26, "seed " + seed + ": " + damage);
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
        }
        assertTrue(damaged > 10_000, "only " + damaged);
    }

    @Test
    void anEndlessLineIsDamage() {
        DamagedHistory damage = assertThrows(DamagedHistory.class, () -> read("x".repeat(2_000_000)));
        assertEquals(2, damage.line());
    }

    @Test
    void aFileThatIsNoHistoryIsRefusedAtItsFirstLine() {
        for (String first :
                List.of("", "{\"is\":\"note\",\"time\":0,\"text\":\"\"}\n", "{\"is\":\"history\",\"format\":2}\n")) {
            DamagedHistory damage =
                    assertThrows(DamagedHistory.class, () -> HistoryReader.read(new StringReader(first), fact -> {}));
            assertEquals(1, damage.line(), first);
        }
    }

    private static List<Fact> read(String lines) throws IOException {
        List<Fact> facts = new ArrayList<>();
        HistoryReader.read(new StringReader(HistoryLine.header() + "\n" + lines), facts::add);
        return facts;
    }
}
