package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceConfigTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    private Etc etc;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
    }

    @Test
    void aTableThatSaysNothingHasTheDocumentedDefaults() {
        TableConfig cart = etc.instance("tables { cart {} }").tables().get(CART);

        assertEquals(
                new TableConfig(
                        CART,
                        new Quorum(3, 2, 2),
                        new QuorumTerms(QuorumTerms.Kind.SLOPPY, 0, 0, 0),
                        new Reconciling(Reconciling.Rule.SIBLINGS, Duration.ofMinutes(1)),
                        new EngineSelection.ForObjectsOf(1024, Set.of()),
                        Durability.PROCESS,
                        Optional.empty(),
                        new ObjectLimits(1024, 1 << 20, 16),
                        Optional.empty()),
                cart);
    }

    @Test
    void aTableOverridesTheDefaultsOfItsInstance() {
        InstanceConfig shop = etc.instance(
                "defaults { n = 5, r = 1, w = 5, engine = bdbje, durability = disk, max-siblings = 4,",
                "  quorum = strict, pr = 1, pw = 5, reconcile = lww, lww-max-ahead = 1 d, ttl = 2 d }",
                "tables {",
                "  cart { r = 3, object-size = 200 KiB, max-value = 2 MiB,",
                "    pw = 4, distinct-hosts = 2, lww-max-ahead = 1 ms, ttl = 90 s }",
                "  stock {}",
                "}");

        assertEquals(
                new TableConfig(
                        CART,
                        new Quorum(5, 3, 5),
                        new QuorumTerms(QuorumTerms.Kind.STRICT, 1, 4, 2),
                        new Reconciling(Reconciling.Rule.LWW, Duration.ofMillis(1)),
                        new EngineSelection.ForObjectsOf(200 << 10, Set.of()),
                        Durability.DISK,
                        Optional.empty(),
                        new ObjectLimits(1024, 2 << 20, 4),
                        Optional.of(new TimeToLive(90_000))),
                shop.tables().get(CART));
        assertEquals(
                new EngineSelection.Named("bdbje"),
                shop.tables().get(new TableName("shop", "stock")).engine());
    }

    @Test
    void oneReplicaIsDurableWhereTheOthersAcknowledgeFromMemoryUnlessTheTableSaysOtherwise() {
        InstanceConfig shop = etc.instance(
                "defaults { durability = memory, durable-replica = disk }",
                "tables { a {}, b { durable-replica = none }, c { durable-replica = process }, d { n = 1 },",
                "  e { durability = disk } }");

        assertEquals(
                List.of(
                        Optional.of(Durability.DISK),
                        Optional.empty(),
                        Optional.of(Durability.PROCESS),
                        Optional.empty(),
                        Optional.empty()),
                shop.tables().values().stream().map(TableConfig::durableReplica).toList());
        assertEquals(
                Optional.of(Durability.PROCESS),
                etc.instance("tables { cart { durability = memory } }")
                        .tables()
                        .get(CART)
                        .durableReplica());
    }

    @Test
    void aDurableReplicaBesideOthersThatAreAsDurableOrBesideNoneIsRefused() {
        String refusal = etc.refusal(() -> etc.instance(
                "defaults.durable-replica = process",
                "tables { a {}, b { durability = memory, durable-replica = disk, n = 1 } }"));
        assertEquals("""
                ARM-101 a configuration file is wrong (2 mistakes)
                  shop.conf:1: defaults.durable-replica: expected none, as all replicas' copies have durability process, \
                found process; leave it out, or set durability = memory
                  shop.conf:2: tables.b.durable-replica: expected none, as there is one replica (n is 1), found disk; \
                leave it out, or set durability = disk""", refusal);
    }

    @Test
    void aTableDeclaresHowItIsUsedOrTakesThatFromTheDefaults() {
        InstanceConfig shop = etc.instance(
                "defaults { object-size = 4 KiB, access = [random-reads, scans] }",
                "tables { cart {}, stock { access = write-bursts }, plain { access = [] } }");

        assertEquals(
                new EngineSelection.ForObjectsOf(4096, Set.of(AccessPattern.RANDOM_READS, AccessPattern.SCANS)),
                shop.tables().get(CART).engine());
        assertEquals(
                "declares objects of 4 KiB and write-bursts",
                shop.tables().get(new TableName("shop", "stock")).engine().declared());
        assertEquals(
                "declares objects of 4 KiB",
                shop.tables().get(new TableName("shop", "plain")).engine().declared());
        assertTrue(shop.warnings().isEmpty());
    }

    @Test
    void anAccessPatternThatIsNoneIsRefusedWithThoseThereAre() {
        String refusal = etc.refusal(() -> etc.instance("tables { cart { access = [reads] } }"));
        assertTrue(
                refusal.contains("tables.cart.access: expected a list [ … ] of random-reads, random-writes, scans,"
                        + " write-bursts, found "),
                refusal);
    }

    @Test
    void accessesOfATableWhoseEngineIsNamedAreWarnedOf() {
        InstanceConfig shop = etc.instance(
                "defaults { engine = bdbje }",
                "tables {",
                "  cart { access = scans }",
                "  stock { access = scans, object-size = 1 KiB }",
                "}");
        assertEquals(
                List.of("shop.conf:3: tables.cart.access: has no effect: the engine is named in line 1"),
                etc.texts(shop.warnings()));
    }

    @Test
    void rAndWAreMoreThanHalfOfNUnlessGiven() {
        InstanceConfig shop = etc.instance("tables { one { n = 1 }, two { n = 2 }, five { n = 5 } }");

        assertEquals(
                List.of(new Quorum(5, 3, 3), new Quorum(1, 1, 1), new Quorum(2, 2, 2)),
                shop.tables().values().stream().map(TableConfig::quorum).toList());
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsLineAndWhatWouldBeRight() {
        String refusal = etc.refusal(() -> etc.instance(
                "defaults {",
                "  n = 3",
                "  w = two",
                "  durabilty = disk",
                "}",
                "n = 3",
                "tables {",
                "  cart {",
                "    w = 4",
                "    max-value = 4 Mega",
                "  }",
                "  stock {",
                "    engine = bdbje",
                "    object-size = 1 KiB",
                "    w = 1",
                "    durability = paper",
                "  }",
                "  Orders {}",
                "  lines = 3",
                "  heads { w = 1, r = 99, engien = bdbje, key = null, n = [1, 2] }",
                "  heads { w = 2 }",
                "  notes { w = ${NOBODY_SET_THIS} }",
                "}"));

        assertEquals("""
                ARM-101 a configuration file is wrong (15 mistakes)
                  shop.conf:3: defaults.w: expected a whole number from 1 to 16, found two
                  shop.conf:4: defaults.durabilty: unknown key; did you mean "durability"?
                  shop.conf:6: n: unknown key; did you mean "defaults.n"?
                  shop.conf:9: tables.cart.w: expected 1 to n (3), found 4
                  shop.conf:10: tables.cart.max-value: expected a size from 1 B to 16 MiB (units B, KiB, MiB, GiB; \
                kB, MB, GB for powers of 1,000), found 4 Mega
                  shop.conf:14: tables.stock.object-size: contradicts tables.stock.engine in line 13; keep one of the two
                  shop.conf:16: tables.stock.durability: expected one of memory, process, disk, found paper
                  shop.conf:18: tables.Orders: expected a table's name, 1 to 48 of a-z, 0-9 and _, found "Orders"
                  shop.conf:19: tables.lines: expected a block { … }, found 3
                  shop.conf:20: tables.heads.engien: unknown key; did you mean "engine"?
                  shop.conf:20: tables.heads.key: unknown key; known here are access, distinct-hosts, durability, durable-replica, engine, \
                lww-max-ahead, max-key, max-siblings, max-value, n, object-size, pr, pw, quorum, r, reconcile, ttl, w
                  shop.conf:20: tables.heads.n: expected a whole number from 1 to 16, found a list
                  shop.conf:20: tables.heads.r: expected a whole number from 1 to 16, found 99
                  shop.conf:21: tables.heads: is defined again, line 20 defined it first; keep one of the two
                  shop.conf:22: tables.notes.w: nothing gives ${NOBODY_SET_THIS} a value; define it in the file or \
                the environment, or write ${?NAME} if it may be absent""", refusal);
    }

    @Test
    void aQuorumThatOnlyTheDefaultsGetWrongIsToldOnce() {
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  shop.conf:1: defaults.r: expected 1 to n (3), found 4""", etc.refusal(() -> etc.instance("defaults { n = 3, r = 4 }", "tables { a {}, b {}, c {} }")));
    }

    @Test
    void aTableWithFewerCopiesThanTheDefaultsReadIsToldWhereTheReadsComeFrom() {
        assertEquals(
                """
                ARM-101 a configuration file is wrong (2 mistakes)
                  shop.conf:2: tables.cart.n: expected at least r (2, from line 1), found 1; give the table its own r
                  shop.conf:2: tables.cart.n: expected at least w (2, from line 1), found 1; give the table its own w""", etc.refusal(() -> etc.instance("defaults { n = 3, r = 2, w = 2 }", "tables { cart { n = 1 } }")));
    }

    @Test
    void wishesAboutOwnersAndHostsAreAtMostN() {
        assertEquals(
                """
                ARM-101 a configuration file is wrong (5 mistakes)
                  shop.conf:1: defaults.pr: expected 0 to n (3), found 4
                  shop.conf:2: tables.cart.n: expected at least pw (3, from line 1), found 2; give the table its own pw
                  shop.conf:3: tables.stock.distinct-hosts: expected 0 to n (3), found 5
                  shop.conf:4: tables.seen.pr: expected a whole number from 0 to 16, found -1
                  shop.conf:5: tables.old.pw: expected a whole number from 0 to 16, found 17""",
                etc.refusal(() -> etc.instance(
                        "defaults { pr = 4, pw = 3 }, tables {",
                        "  cart { n = 2, r = 1, w = 1, pr = 0 }",
                        "  stock { distinct-hosts = 5 }",
                        "  seen { pr = -1 }",
                        "  old { pr = 1, pw = 17 } }")));
    }

    @Test
    void whatIsNeitherAQuorumNorARuleNorADurationIsRefused() {
        assertEquals(
                """
                ARM-101 a configuration file is wrong (4 mistakes)
                  shop.conf:1: defaults.quorum: expected one of sloppy, strict, found loose
                  shop.conf:2: tables.cart.reconcile: expected siblings, lww, or a reconciler's name, 1 to 48 of a-z, \
                0-9, _ and -, found LWW
                  shop.conf:3: tables.cart.lww-max-ahead: expected a duration from 1 ms to 1 d (units ms, s, m, h, d), \
                found 2 d
                  shop.conf:4: tables.stock.lww-max-ahead: expected a duration from 1 ms to 1 d (units ms, s, m, h, d), \
                found 60000""",
                etc.refusal(() -> etc.instance(
                        "defaults { quorum = loose }, tables {",
                        "  cart { reconcile = LWW",
                        "    lww-max-ahead = 2 d }",
                        "  stock { lww-max-ahead = 60000 } }")));
    }

    @Test
    void aTableMayLetItsValuesLiveForEverWhereTheDefaultsDoNot() {
        InstanceConfig shop = etc.instance(
                "defaults { ttl = 30 m }",
                "tables {",
                "  cart {}",
                "  stock { ttl = none }",
                "  old { ttl = 36500 d }",
                "}");

        assertEquals(
                List.of("cart 30 m", "old 36500 d", "stock none"),
                shop.tables().values().stream()
                        .map(table ->
                                table.name().table() + " " + table.values().get("ttl"))
                        .toList());
        assertEquals(
                Optional.empty(),
                shop.tables().get(new TableName("shop", "stock")).ttl());
    }

    @Test
    void aTimeToLiveIsADurationWithinItsBoundsOrNone() {
        String allowed = "expected none, or a duration from 1 ms to 36500 d (units ms, s, m, h, d), found ";
        assertEquals(
                "ARM-101 a configuration file is wrong (5 mistakes)\n"
                        + "  shop.conf:1: defaults.ttl: " + allowed + "never\n"
                        + "  shop.conf:2: tables.cart.ttl: " + allowed + "0 s\n"
                        + "  shop.conf:3: tables.stock.ttl: " + allowed + "36501 d\n"
                        + "  shop.conf:4: tables.seen.ttl: " + allowed + "60\n"
                        + "  shop.conf:5: tables.old.ttl: " + allowed + "-1 s",
                etc.refusal(() -> etc.instance(
                        "defaults { ttl = never }, tables {",
                        "  cart { ttl = 0 s }",
                        "  stock { ttl = 36501 d }",
                        "  seen { ttl = 60 }",
                        "  old { ttl = -1 s } }")));
    }

    @Test
    void aLimitForTimestampsThatNobodyComparesIsWarnedOf() {
        InstanceConfig shop = etc.instance(
                "defaults { lww-max-ahead = 5 s }",
                "tables {",
                "  cart {}",
                "  seen { reconcile = lww, lww-max-ahead = 2 s }",
                "  stock { lww-max-ahead = 1 s }",
                "}");

        assertEquals(
                List.of("shop.conf:5: tables.stock.lww-max-ahead: has no effect: only a table with reconcile = lww"
                        + " compares timestamps"),
                etc.texts(shop.warnings()));
    }

    @Test
    void aTableMayNameAReconciler() {
        TableConfig cart = etc.instance("tables { cart { reconcile = cart-union } }")
                .tables()
                .get(CART);
        assertEquals(Optional.of("cart-union"), cart.reconciling().rule().reconciler());
        assertEquals(Optional.empty(), Reconciling.Rule.SIBLINGS.reconciler());
        assertEquals(Optional.empty(), Reconciling.Rule.LWW.reconciler());
        assertEquals(
                List.of("siblings merged for readers by reconciler cart-union"),
                cart.reconciling().peculiarities());
    }

    @Test
    void theSummaryNamesWhatIsSeldomChangedOnlyWhereItWas() {
        InstanceConfig shop = etc.instance(
                "tables {",
                "  cart {}",
                "  seen { quorum = strict, pr = 1, pw = 2, distinct-hosts = 3, reconcile = lww, lww-max-ahead = 2 s,",
                "    ttl = 36 h }",
                "}");

        assertEquals(
                List.of(
                        "cart: n=3 r=2 w=2, the engine for objects of 1 KiB, durability process, values up to 1 MiB,"
                                + " up to 16 siblings",
                        "seen: n=3 r=2 w=2, strict quorum, pr=1, pw=2, distinct-hosts=3, last write wins, timestamps up"
                                + " to 2 s ahead, the engine for objects of 1 KiB, durability process, values up to 1"
                                + " MiB, up to 16 siblings, values live 36 h"),
                shop.tables().values().stream().map(TableConfig::summary).toList());
    }

    @Test
    void readsThatMayMissTheLatestWriteAreLegalAndWarnedOf() {
        InstanceConfig shop =
                etc.instance("defaults { n = 3, r = 1, w = 1 }", "tables {", "  cart {}", "  seen {}", "}");

        assertEquals(
                List.of("shop.conf:1: defaults: r + w (1 + 1) is not above n (3): a read may miss the latest write;"
                        + " that buys latency"),
                etc.texts(shop.warnings()));
    }

    @Test
    void anInstanceWithoutTablesIsRefused() {
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  shop.conf:1: tables: expected at least one table, found none; add tables { kv {} }""", etc.refusal(() -> etc.instance("defaults { n = 1 }")));
    }

    @Test
    void anInstanceIsNamedAfterItsFile() {
        Path file = etc.write("My-Shop.conf", "tables { cart {} }");

        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  My-Shop.conf: expected the instance's name, 1 to 48 of a-z, 0-9 and _, and .conf as the file's name, \
                found My-Shop.conf; rename the file""", etc.refusal(() -> InstanceConfig.read(file, Etc.TWO_CORES)));
    }

    @Test
    void objectsLargerThanTheLongestValueAreContradictory() {
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  shop.conf:1: tables.cart.object-size: expected at most max-value (1 MiB), found 4 MiB""", etc.refusal(() -> etc.instance("tables { cart { object-size = 4 MiB } }")));
    }

    @Test
    void moreCopiesThanHostsAreWarnedOf() {
        InstanceConfig shop = etc.instance(
                "tables {", "  cart { n = 3, r = 1, w = 1 }", "  stock {}", "  payment { r = 1, w = 1, pw = 2 }", "}");

        assertEquals(
                List.of(
                        "shop.conf:2: tables.cart.n: n is 3, and the cluster has 1 host: each object has 1 copy",
                        "shop.conf:3: tables.stock.n: n is 3, and the cluster has 1 host: reads or writes that ask for"
                                + " 2 replicas can't succeed",
                        "shop.conf:4: tables.payment.n: n is 3, and the cluster has 1 host: reads or writes that ask for"
                                + " 2 replicas can't succeed"),
                etc.texts(shop.warningsFor(1)));
        assertEquals(List.of(), shop.warningsFor(3));
    }

    @Test
    void aRecordWithAllSiblingsMustFitInAMessageBetweenReplicas() {
        InstanceConfig shop = etc.instance("tables {", "  cart {}", "  photo { max-value = 2 MiB }", "}");
        Limits limits = etc.node("node.id = n1").limits();

        assertEquals(
                List.of("shop.conf:3: tables.photo.max-value: max-value (2 MiB) times max-siblings (16) is 32 MiB, more"
                        + " than what a message between replicas holds, 20416 KiB; lower one of the two, or raise"
                        + " limits.max-frame in node.conf on all nodes"),
                etc.texts(shop.checkAgainst(limits)));
    }

    @Test
    void valuesMayComeFromTheEnvironment() {
        Path file = etc.write("shop.conf", "defaults.w = 2", "defaults.w = ${?W}", "tables { cart {} }");

        assertEquals(
                2,
                InstanceConfig.read(file, Etc.TWO_CORES)
                        .tables()
                        .get(CART)
                        .quorum()
                        .w());
        Surroundings three = new Surroundings(Map.of("W", "3"), 2);
        assertEquals(
                3, InstanceConfig.read(file, three).tables().get(CART).quorum().w());
        Surroundings wrong = new Surroundings(Map.of("W", "three"), 2);
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  shop.conf:1: defaults.w: expected a whole number from 1 to 16, found three (environment variable W)""", etc.refusal(() -> InstanceConfig.read(file, wrong)));
    }

    @Test
    void aTableMayBeginAsACopyOfAnother() {
        InstanceConfig shop = etc.instance("tables {", "  cart { n = 5 }", "  old = ${tables.cart} { r = 4 }", "}");

        assertEquals(
                new Quorum(5, 4, 3),
                shop.tables().get(new TableName("shop", "old")).quorum());
        assertTrue(shop.warnings().isEmpty());
    }
}
