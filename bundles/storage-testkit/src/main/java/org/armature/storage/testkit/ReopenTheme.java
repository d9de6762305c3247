package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.storage.Environment;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

/** What was written is there after a close, and one opener at a time has it. */
abstract class ReopenTheme extends EngineTheme {
    @Test
    void everyEntryAndNoDeletedOneIsThereAfterACleanClose() {
        Environment before = open();
        fill(before, CART, 0, 300, 500);
        fill(before, ORDERS, 0, 20, 100_000);
        put(before, CART, key(7), value(700, 10));
        delete(before, CART, key(8));
        before.close();

        Environment after = open();
        assertEquals(List.of(CART, ORDERS), List.copyOf(after.stores()));
        for (int i = 0; i < 300; i++) {
            Optional<byte[]> read = after.store(CART).get(key(i));
            if (i == 8) {
                assertEquals(Optional.empty(), read);
            } else {
                assertArrayEquals(i == 7 ? value(700, 10) : value(i, 500), read.orElseThrow());
            }
        }
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(value(i, 100_000), after.store(ORDERS).get(key(i)).orElseThrow());
        }
    }

    @Test
    void aCleanCloseIsReportedAsCleanEveryTime() {
        for (int round = 0; round < 3; round++) {
            Environment environment = open();
            assertEquals(
                    round == 0 ? OpenReport.State.EMPTY : OpenReport.State.CLEAN,
                    environment.openReport().state(),
                    environment.openReport().detail());
            fill(environment, CART, round * 10L, round * 10L + 10, 1_000);
            environment.close();
        }
    }

    @Test
    void anEnvironmentOpenedAndClosedWithoutAWriteIsStillClean() {
        fill(open(), CART, 0, 10, 100);
        closeEnvironments();
        for (int round = 0; round < 3; round++) {
            Environment environment = open();
            assertEquals(OpenReport.State.CLEAN, environment.openReport().state());
            assertEquals(10, keysOf(environment.store(CART)).size());
            environment.close();
        }
    }

    @Test
    void aDropOutlivesTheClose() {
        Environment before = open();
        fill(before, CART, 0, 100, 100);
        fill(before, ORDERS, 0, 100, 100);
        before.store(CART).drop();
        before.close();
        Environment after = open();
        assertEquals(List.of(ORDERS), List.copyOf(after.stores()));
        assertEquals(List.of(), keysOf(after.store(CART)));
        assertEquals(100, keysOf(after.store(ORDERS)).size());
    }

    @Test
    void figuresOutliveTheClose() {
        Environment before = open();
        fill(before, CART, 0, 500, 300);
        fill(before, CART, 0, 100, 3_000);
        before.close();
        StatsTheme.assertNearTheTruth(open().store(CART));
    }

    @Test
    void aSecondOpenerIsRefusedAndTheFirstGoesOn() {
        Environment first = open();
        put(first, CART, key(1), value(1, 10));
        for (int i = 0; i < 3; i++) {
            StorageException refusal = assertThrows(StorageException.InUse.class, () -> subject()
                    .engine()
                    .open(settings(directory(), subject().options())));
            assertTrue(refusal.getMessage().contains(directory().toString()), refusal.getMessage());
        }
        put(first, CART, key(2), value(2, 10));
        assertArrayEquals(value(1, 10), first.store(CART).get(key(1)).orElseThrow());
        first.close();
        assertArrayEquals(value(2, 10), open().store(CART).get(key(2)).orElseThrow());
    }

    @Test
    void anotherNameOfTheSameDirectoryIsTheSameEnvironment() {
        open();
        Path detour = directory().resolve("..").resolve(directory().getFileName());
        assertThrows(
                StorageException.InUse.class,
                () -> subject().engine().open(settings(detour, subject().options())));
    }

    @Test
    void anOpenThatWasRefusedDoesNotKeepTheDirectory() {
        assertThrows(StorageException.BadSettings.class, () -> engine.open(settingsWith("no-such-option", "1")));
        open().close();
        open();
    }

    @Test
    void twoEnvironmentsOfOneEngineAreApart() {
        Environment one = open(temporary.resolve("one"));
        Environment other = open(temporary.resolve("other"));
        put(one, CART, key(1), value(1, 10));
        put(other, CART, key(1), value(2, 10));
        one.close();
        assertArrayEquals(value(2, 10), other.store(CART).get(key(1)).orElseThrow());
    }

    @Test
    void thousandStoresOpenQuicklyAgain() {
        Environment before = open();
        ManyStoresTheme.writeOneEntryInEach(before, weakest());
        before.close();
        Environment after = open();
        assertTimeout(Duration.ofSeconds(20), () -> ManyStoresTheme.readTheEntryOfEach(after));
    }
}
