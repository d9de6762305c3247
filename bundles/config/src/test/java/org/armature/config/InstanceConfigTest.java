package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.armature.model.TableName;
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
                        new EngineSelection.ForObjectsOf(1024),
                        Durability.PROCESS,
                        new ObjectLimits(1024, 1 << 20, 16)),
                cart);
    }

    @Test
    void aTableOverridesTheDefaultsOfItsInstance() {
        InstanceConfig shop = etc.instance(
                "defaults { n = 5, r = 1, w = 5, engine = bdbje, durability = disk, max-siblings = 4 }",
                "tables {",
                "  cart { r = 3, object-size = 200 KiB, max-value = 2 MiB }",
                "  stock {}",
                "}");

        assertEquals(
                new TableConfig(
                        CART,
                        new Quorum(5, 3, 5),
                        new EngineSelection.ForObjectsOf(200 << 10),
                        Durability.DISK,
                        new ObjectLimits(1024, 2 << 20, 4)),
                shop.tables().get(CART));
        assertEquals(
                new EngineSelection.Named("bdbje"),
                shop.tables().get(new TableName("shop", "stock")).engine());
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
                  shop.conf:20: tables.heads.key: unknown key; known here are durability, engine, max-key, max-siblings, \
                max-value, n, object-size, r, w
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
        InstanceConfig shop = etc.instance("tables {", "  cart { n = 3, r = 1, w = 1 }", "  stock {}", "}");

        assertEquals(
                List.of(
                        "shop.conf:2: tables.cart.n: n is 3, and the cluster has 1 host: each object has 1 copy",
                        "shop.conf:3: tables.stock.n: n is 3, and the cluster has 1 host: reads or writes that ask for"
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
