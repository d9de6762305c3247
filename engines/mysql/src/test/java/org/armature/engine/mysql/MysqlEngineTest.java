package org.armature.engine.mysql;

import static org.armature.engine.mysql.Fixture.CART;
import static org.armature.engine.mysql.Fixture.fill;
import static org.armature.engine.mysql.Fixture.key;
import static org.armature.engine.mysql.Fixture.keysOf;
import static org.armature.engine.mysql.Fixture.put;
import static org.armature.engine.mysql.Fixture.settings;
import static org.armature.engine.mysql.Fixture.value;
import static org.armature.engine.mysql.Fixture.with;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only this engine can show; the rest is in the contract. */
class MysqlEngineTest {
    @TempDir
    Path directory;

    private final MysqlEngine engine = new MysqlEngine();

    @AfterEach
    void close() {
        engine.closeAll();
    }

    @Test
    void nobodyJudgesByTheDiskOfItsDirectoryWhetherThereIsRoom() {
        assertFalse(engine.storesInDirectory());
    }

    @ForEachKind
    void stoppingTheComponentClosesWhatItsOpenersLeftOpen(ServerKind kind) {
        Map<String, String> options = SharedServer.started(kind).options();
        MysqlEngineComponent component = new MysqlEngineComponent();
        Environment left = component.open(settings(directory, options));
        put(left, CART, 1, 10);
        component.stop();
        assertThrows(StorageException.Closed.class, left::stores);
        left.close();
        assertEquals(OpenReport.State.CLEAN, open(options).openReport().state());
    }

    @ForEachKind
    void aPoolOfOneConnectionServesManyCallersAndVisitorsThatCallTheStore(ServerKind kind) {
        Environment environment = open(with(SharedServer.started(kind).options(), "pool-size", "1"));
        fill(environment, CART, 0, 300, 100);
        PartitionStore store = environment.store(CART);
        IntStream.range(0, 8).parallel().forEach(thread -> {
            for (int i = 0; i < 50; i++) {
                assertTrue(store.get(key(i)).isPresent());
            }
        });
        store.scan(Optional.empty(), (at, value) -> {
            assertArrayEquals(value, store.get(at).orElseThrow());
            return true;
        });
    }

    @ForEachKind
    void scansEndedHalfWayOrByAnExceptionLeaveNoConnectionInUse(ServerKind kind) {
        Environment environment = open(with(SharedServer.started(kind).options(), "pool-size", "2"));
        fill(environment, CART, 0, 300, 10_000);
        PartitionStore store = environment.store(CART);
        for (int i = 0; i < 200; i++) {
            store.scan(Optional.empty(), (at, value) -> false);
            assertThrows(
                    IllegalStateException.class,
                    () -> store.scan(Optional.empty(), (at, value) -> {
                        throw new IllegalStateException("the visitor's own");
                    }));
        }
        assertEquals(300, keysOf(store).size());
    }

    @ForEachKind
    void threeHundredPartitionsAreDroppedAndStayAway(ServerKind kind) {
        TestServer server = SharedServer.started(kind);
        Environment environment = open(server.options());
        List<Mutation> batch = new ArrayList<>();
        for (int partition = 0; partition < 301; partition++) {
            for (int i = 0; i < 5; i++) {
                batch.add(Mutation.put(new StoreId("many", partition), key(i), value(i, 100)));
            }
        }
        environment.write(batch, Durability.PROCESS);
        fill(environment, new StoreId("many", 0), 0, 2_500, 20);
        for (int partition = 0; partition < 300; partition++) {
            environment.store(new StoreId("many", partition)).drop();
        }
        StoreId left = new StoreId("many", 300);
        assertEquals(List.of(left), List.copyOf(environment.stores()));
        environment.close();

        Environment again = open(server.options());
        assertEquals(List.of(left), List.copyOf(again.stores()));
        assertEquals(5, keysOf(again.store(left)).size());
        assertEquals(List.of(), keysOf(again.store(new StoreId("many", 0))));
    }

    @ForEachKind
    void keysOfOnePositionAreAllDropped(ServerKind kind) {
        Environment environment = open(SharedServer.started(kind).options());
        List<Mutation> batch = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            StoreKey key = StoreKey.of(new byte[16], new byte[] {(byte) (i >> 8), (byte) i});
            batch.add(Mutation.put(CART, key, new byte[10]));
        }
        environment.write(batch, Durability.PROCESS);
        assertEquals(2_500, keysOf(environment.store(CART)).size());
        environment.store(CART).drop();
        assertEquals(List.of(), keysOf(environment.store(CART)));
    }

    @ForEachKind
    void theLongestNamesFit(ServerKind kind) {
        Environment environment = open(SharedServer.started(kind).options());
        StoreId longest = new StoreId("t".repeat(48), 65_535);
        StoreId hints = new StoreId(StoreKind.HINTS, "t".repeat(48), 65_535);
        put(environment, longest, 1, 10);
        put(environment, hints, 2, 10);
        environment.close();
        assertEquals(2, open(SharedServer.started(kind).options()).stores().size());
    }

    @ForEachKind
    void aBatchOfManyLargeValuesIsCutByBytesAndAtomic(ServerKind kind) {
        Environment environment = open(SharedServer.started(kind).options());
        List<Mutation> batch = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            batch.add(Mutation.put(CART, key(i), value(i, 1 << 20)));
        }
        environment.write(batch, Durability.DISK);
        for (int i = 0; i < 70; i++) {
            assertArrayEquals(
                    value(i, 1 << 20), environment.store(CART).get(key(i)).orElseThrow());
        }
        assertEquals(70, keysOf(environment.store(CART)).size());
    }

    private Environment open(Map<String, String> options) {
        return engine.open(settings(directory, options));
    }
}
