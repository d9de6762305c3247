package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.armature.storage.Environment;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.junit.jupiter.api.Test;

/** What an engine says of itself, how environments and stores open, and what closing does. */
abstract class LifecycleTheme extends EngineTheme {
    @Test
    void theEngineHasANameThatFitsConfigurationFilesAndAProfile() {
        assertTrue(engine.name().matches("[a-z0-9_]{1,48}"), engine.name());
        assertFalse(engine.profile().suits().isBlank());
        assertFalse(engine.profile().durabilities().isEmpty());
    }

    @Test
    void aNewEnvironmentReportsThatItIsEmptyAndKeepsSayingSo() {
        Environment environment = open();
        assertEquals(OpenReport.State.EMPTY, environment.openReport().state());
        put(environment, CART, key(1), value(1, 10));
        assertEquals(OpenReport.State.EMPTY, environment.openReport().state());
        assertFalse(environment.openReport().detail().isBlank());
        assertEquals(List.of(CART), List.copyOf(environment.stores()));
    }

    @Test
    void storesAreMadeWhenAskedForAndAreTheSameObjectUntilDropped() {
        Environment environment = open();
        PartitionStore store = environment.store(CART);
        assertSame(store, environment.store(CART));
        assertEquals(CART, store.id());
        environment.store(ORDERS);
        assertEquals(new TreeSet<>(List.of(CART, ORDERS)), environment.stores());
    }

    @Test
    void closingTwiceIsOnce() {
        Environment environment = open();
        put(environment, CART, key(1), value(1, 10));
        environment.close();
        environment.close();
        assertNotNull(environment.openReport());
    }

    @Test
    void everyCallAfterCloseThrowsClosed() {
        Environment environment = open();
        put(environment, CART, key(1), value(1, 10));
        PartitionStore store = environment.store(CART);
        environment.close();

        assertThrows(StorageException.Closed.class, () -> environment.store(CART));
        assertThrows(StorageException.Closed.class, environment::stores);
        assertThrows(StorageException.Closed.class, environment::sync);
        assertThrows(StorageException.Closed.class, () -> environment.write(List.of(), weakest()));
        assertThrows(StorageException.Closed.class, () -> put(environment, CART, key(1), value(1, 10)));
        assertThrows(StorageException.Closed.class, () -> put(environment, ORDERS, key(1), value(1, 10)));
        assertThrows(StorageException.Closed.class, () -> store.get(key(1)));
        assertThrows(StorageException.Closed.class, () -> store.scan(Optional.empty(), (key, value) -> true));
        assertThrows(StorageException.Closed.class, store::stats);
        assertThrows(StorageException.Closed.class, store::drop);
    }

    @Test
    void closingUnderLoadStopsEveryCallerWithClosed() {
        Environment environment = open();
        fill(environment, CART, 0, 500, 100);
        PartitionStore store = environment.store(CART);
        StoreId own = new StoreId("own", 0);
        AtomicBoolean closed = new AtomicBoolean();
        CountDownLatch atWork = new CountDownLatch(3);
        IntConsumer scan = round -> store.scan(Optional.empty(), (key, value) -> true);
        IntConsumer get = round -> store.get(key(round % 500));
        IntConsumer write = round -> put(environment, own, key(round % 50), value(round, 100));
        List<Callable<Void>> pieces = new ArrayList<>();
        for (IntConsumer call : List.of(scan, get, write)) {
            pieces.add(() -> {
                assertThrows(StorageException.Closed.class, () -> callUntilClosed(call, closed, atWork));
                return null;
            });
        }
        pieces.add(() -> {
            atWork.await();
            environment.close();
            closed.set(true);
            return null;
        });
        Together.run(pieces);
    }

    /** Returns after one call too many. */
    private static void callUntilClosed(IntConsumer call, AtomicBoolean closed, CountDownLatch atWork) {
        boolean oneTooMany = false;
        for (int round = 0; !oneTooMany; round++) {
            oneTooMany = closed.get();
            call.accept(round);
            if (round == 20) {
                atWork.countDown();
            }
        }
    }
}
