package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.config.problem.Problem;
import org.armature.model.ErrorCode;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineRulesTest {
    private static final EngineDescription DISK = new EngineDescription(
            "bdbje",
            new EngineProfile(
                    0, 1 << 20, 64 << 20, EnumSet.of(Durability.PROCESS, Durability.DISK), true, "small objects"),
            List.of(
                    new EngineOption("cache-size", EngineOption.Kind.SIZE, "64 MiB", "Bytes of memory."),
                    new EngineOption("checkpoint", EngineOption.Kind.DURATION, "1 m", "Time between checkpoints."),
                    new EngineOption("cleaners", EngineOption.Kind.NUMBER, "1", "Threads."),
                    new EngineOption("verify", EngineOption.Kind.FLAG, "true", "Whether to verify."),
                    new EngineOption("url", EngineOption.Kind.TEXT, "", "Where it is.")));
    private static final EngineDescription MEMORY = new EngineDescription(
            "memory",
            new EngineProfile(0, 64 << 20, 64 << 20, EnumSet.of(Durability.MEMORY), true, "tests"),
            List.of());

    @TempDir
    Path directory;

    private Etc etc;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
    }

    @Test
    void whatTheInstalledEnginesOfferPasses() {
        InstanceConfig shop = etc.instance(
                "tables { cart {}, seen { engine = memory, durability = memory } }",
                "engines { bdbje { verify = true } }");

        assertEquals(List.of(), shop.checkAgainst(List.of(DISK, MEMORY)));
    }

    @Test
    void aMissingEngineIsNamedWithThoseThatAreThere() {
        InstanceConfig shop = etc.instance(
                "tables {",
                "  cart { engine = mysql }",
                "  photo { object-size = 8 MiB, max-value = 16 MiB, max-siblings = 2 }",
                "}",
                "engines { mysql { url = x } }");

        assertEquals(
                List.of(
                        "shop.conf:2: tables.cart.engine: ARM-401 no engine serves the table: the table names engine"
                                + " \"mysql\", but installed are bdbje (0 to 1048576 bytes); put the engine's bundle"
                                + " into engines/, or choose another engine",
                        "shop.conf:3: tables.photo.object-size: ARM-401 no engine serves the table: no engine"
                                + " advertises objects of 8388608 bytes with durability process, and installed are bdbje (0 to 1048576 bytes);"
                                + " put the engine's bundle into engines/, or choose another engine",
                        "shop.conf:5: engines.mysql: this engine is not installed; installed are bdbje"),
                etc.texts(shop.checkAgainst(List.of(DISK))));
        assertEquals(
                ErrorCode.ENGINE_MISSING,
                shop.checkAgainst(List.of(DISK)).get(0).code());
    }

    @Test
    void anEngineIsNotAskedForMoreDurabilityThanItCanPromise() {
        InstanceConfig shop = etc.instance("defaults.engine = memory", "tables { a {}, b { durability = disk } }");

        assertEquals(
                List.of(
                        "shop.conf:2: tables.a.durability: expected what engine memory can promise (memory), found"
                                + " process",
                        "shop.conf:2: tables.b.durability: expected what engine memory can promise (memory), found"
                                + " disk"),
                etc.texts(shop.checkAgainst(List.of(MEMORY))));
    }

    @Test
    void allSiblingsOfAKeyMustFitInARecordOfTheEngine() {
        InstanceConfig shop = etc.instance(
                "defaults { engine = bdbje, max-value = 4 MiB }", "tables { a {}, b {}, c { max-siblings = 17 } }");

        assertEquals(
                List.of("shop.conf:2: tables.c.max-siblings: max-value (4 MiB) times max-siblings (17) is 68 MiB, more"
                        + " than a record of engine bdbje, 64 MiB; lower one of the two"),
                etc.texts(shop.checkAgainst(List.of(DISK))));
    }

    @Test
    void optionsReachTheEngineAsPlainNumbers() {
        InstanceConfig shop = etc.instance(
                "tables { cart {} }",
                "engines.bdbje { cache-size = 64 MiB, checkpoint = 2 m, cleaners = 3, verify = false, url = \"a b\" }");

        assertEquals(
                Map.of(
                        "cache-size", "67108864",
                        "checkpoint", "120000",
                        "cleaners", "3",
                        "verify", "false",
                        "url", "a b"),
                shop.optionsFor(DISK));
        assertEquals(Map.of(), shop.optionsFor(MEMORY));
    }

    @Test
    void wrongOptionsAreToldAllAtOnce() {
        InstanceConfig shop = etc.instance(
                "tables { cart {} }",
                "engines {",
                "  bdbje {",
                "    cache-sise = 64 MiB",
                "    checkpoint = 5",
                "    cleaners = many",
                "    verify = maybe",
                "    colour.of = red",
                "  }",
                "}");

        String refusal = etc.refusal(() -> shop.optionsFor(DISK));
        assertEquals("""
                ARM-101 a configuration file is wrong (5 mistakes)
                  shop.conf:4: engines.bdbje.cache-sise: engine bdbje has no such option; did you mean "cache-size"?
                  shop.conf:5: engines.bdbje.checkpoint: expected a duration from 0 ms to 3650 d (units ms, s, m, h, d), \
                found 5
                  shop.conf:6: engines.bdbje.cleaners: expected a whole number, 0 or more, found many
                  shop.conf:7: engines.bdbje.verify: expected true or false, found maybe
                  shop.conf:8: engines.bdbje.colour.of: engine bdbje has no such option; its options are cache-size, \
                checkpoint, cleaners, url, verify""", refusal);
        assertEquals(5, shop.checkAgainst(List.of(DISK)).size());
    }

    private static final EngineDescription BUFFERED = new EngineDescription(
            "buffered",
            new EngineProfile(0, 1 << 20, 64 << 20, EnumSet.of(Durability.MEMORY), true, "quick writes"),
            List.of(new EngineOption("over", EngineOption.Kind.TEXT, "bdbje", "The engine below.")),
            new EngineDescription.Standing() {
                @Override
                public Optional<String> on(SortedMap<String, String> options) {
                    return Optional.of(options.getOrDefault("over", "bdbje"));
                }

                @Override
                public EngineProfile profileOver(EngineProfile below) {
                    EnumSet<Durability> all = EnumSet.copyOf(below.durabilities());
                    all.add(Durability.MEMORY);
                    return new EngineProfile(0, 1 << 20, below.maxRecordBytes(), all, true, "quick writes");
                }
            });

    @Test
    void aDecoratorPromisesWhatItAddsAndWhatTheEngineBelowDoes() {
        InstanceConfig shop = etc.instance(
                "defaults.engine = buffered",
                "tables { a { durability = memory, durable-replica = disk }, b {}, c { durability = disk } }");

        assertEquals(List.of(), shop.checkAgainst(List.of(DISK, MEMORY, BUFFERED)));
    }

    @Test
    void aDecoratorOverAnEngineThatIsNoneForItIsRefusedWithItsCode() {
        record Case(String over, ErrorCode code, String text) {}
        for (Case one : List.of(
                new Case(
                        "mysql",
                        ErrorCode.ENGINE_MISSING,
                        "stand on engine \"mysql\", which is not installed; installed are bdbje, buffered, other"),
                new Case("buffered", ErrorCode.ENGINE_STACKED, "stand on engine \"buffered\", itself"),
                new Case("other", ErrorCode.ENGINE_STACKED, "stand on engine \"other\", which stands on another"))) {
            EngineDescription other = new EngineDescription("other", MEMORY.profile(), List.of(), BUFFERED.standing());
            InstanceConfig shop = etc.instance(
                    "tables.cart { engine = buffered, durability = memory }", "engines.buffered.over = " + one.over());

            List<Problem> problems = shop.checkAgainst(List.of(DISK, BUFFERED, other));
            assertEquals(1, problems.size(), problems.toString());
            assertEquals(one.code(), problems.get(0).code());
            String text = etc.texts(problems).get(0);
            assertTrue(text.startsWith("shop.conf:2: engines.buffered"), text);
            assertTrue(text.contains(one.text()), text);
        }
    }

    @Test
    void aDurableReplicaIsNotAskedOfAnEngineThatKeepsNothingUnlessByDefault() {
        InstanceConfig shop = etc.instance(
                "defaults { engine = memory, durability = memory }", "tables { a {}, b { durable-replica = disk } }");

        assertEquals(
                List.of("shop.conf:2: tables.b.durable-replica: expected what engine memory can promise (memory), found"
                        + " disk"),
                etc.texts(shop.checkAgainst(List.of(MEMORY))));
    }
}
