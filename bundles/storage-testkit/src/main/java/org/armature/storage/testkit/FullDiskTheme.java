package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

/** No room: writes are refused, reads go on, what was acknowledged stays, and room makes writes succeed again. */
abstract class FullDiskTheme extends EngineTheme {
    private static final int VALUE_BYTES = 64 << 10;
    private static final long DISK_BYTES = 96L << 20;
    private static final long RESERVE_BYTES = 16L << 20;
    private static final int BALLAST_BYTES = 32 << 20;

    /** The least that is kept when the process ends: no more is promised of what an engine has in memory only. */
    @Override
    Durability weakest() {
        return engine.profile().durabilities().stream()
                .filter(durability -> durability.compareTo(Durability.PROCESS) >= 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesAreRefusedWhileReadsGoOnAndSucceedAgainOnceThereIsRoom() throws IOException {
        onSmallDisk(environment -> {}, disk -> {
            Path ballast = ballast(disk);
            Environment environment = openOn(disk);
            int written = fillUp(environment);

            for (int i = 0; i < 3; i++) {
                assertThrows(StorageException.DiskFull.class, () -> put(environment, CART, key(1), value(2, 100)));
                assertAllThere(environment, written);
            }
            assertWritesAndKeepsOnceGone(ballast, disk, environment, written);
        });
    }

    @Test
    void closingWithoutRoomThrowsNothingAway() throws IOException {
        onSmallDisk(Environment::close, disk -> {
            Path ballast = ballast(disk);
            Environment environment = openOn(disk);
            int written = fillUp(environment);
            environment.close();

            Environment still = openOn(disk);
            assertAllThere(still, written);
            assertWritesAndKeepsOnceGone(ballast, disk, still, written);
        });
    }

    /**
     * Then the engine meets the end of the disk itself, whatever it meant to leave free. It may have to open its files
     * again, and wait for room to do so, during which it need not answer reads.
     */
    @Test
    void anotherProgramThatTakesAllRoomIsOutlived() throws IOException {
        onSmallDisk(environment -> {}, disk -> {
            Environment environment = openOn(disk);
            int written = 100;
            fill(environment, CART, 0, written, VALUE_BYTES);
            Path hog = disk.root().resolve("hog");
            takeAllRoom(hog);

            assertThrows(StorageException.DiskFull.class, () -> fill(environment, ORDERS, 0, 1_000, VALUE_BYTES));
            assertWritesAndKeepsOnceGone(hog, disk, environment, written);
        });
    }

    /** What a test does on a disk small enough to be filled. */
    private interface OnDisk {
        void test(SmallDisk disk) throws IOException;
    }

    /** @param whileFull done instead, where nothing can be mounted, to an engine that refuses writes */
    private void onSmallDisk(Consumer<Environment> whileFull, OnDisk what) throws IOException {
        Optional<SmallDisk> mounted = SmallDisk.mount(temporary.resolve("disk"), DISK_BYTES);
        if (mounted.isEmpty()) {
            refuseByReserve(whileFull);
            return;
        }
        try (SmallDisk disk = mounted.get()) {
            what.test(disk);
        }
    }

    private void assertWritesAndKeepsOnceGone(Path filler, SmallDisk disk, Environment environment, int written)
            throws IOException {
        Files.delete(filler);
        Together.await("a write once there is room", () -> writes(environment, written));
        assertAllThere(environment, written + 1);
        environment.close();

        Environment again = openOn(disk);
        assertAllThere(again, written + 1);
        again.close();
    }

    private static void takeAllRoom(Path hog) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(hog)) {
            byte[] page = new byte[4_096];
            IOException full = null;
            while (full == null) {
                try {
                    bytes.write(page);
                } catch (IOException e) {
                    full = e;
                }
            }
        }
        assertEquals(0, Files.getFileStore(hog).getUsableSpace());
    }

    /** Where nothing can be mounted: the engine is told to keep more free than the disk has. */
    private void refuseByReserve(Consumer<Environment> whileFull) throws IOException {
        int written = 20;
        Environment before = open();
        fill(before, CART, 0, written, VALUE_BYTES);
        before.close();

        long more = Files.getFileStore(temporary).getUsableSpace() + (1L << 40);
        Environment full = open(directory(), subject().optionsKeepingFree(more));
        for (int i = 0; i < 3; i++) {
            assertThrows(StorageException.DiskFull.class, () -> put(full, CART, key(1), value(2, 100)));
            assertAllThere(full, written);
        }
        whileFull.accept(full);
        full.close();

        Environment after = open();
        assertAllThere(after, written);
        assertTrue(writes(after, written));
    }

    private Environment openOn(SmallDisk disk) {
        return open(disk.root().resolve("environment"), subject().optionsKeepingFree(RESERVE_BYTES));
    }

    private static Path ballast(SmallDisk disk) throws IOException {
        return Files.write(disk.root().resolve("ballast"), new byte[BALLAST_BYTES]);
    }

    /** Puts samples until the engine says that there is no room; how many it acknowledged. */
    private int fillUp(Environment environment) {
        int written = 0;
        while (writes(environment, written)) {
            written++;
            assertTrue((long) written * VALUE_BYTES < DISK_BYTES, "more was acknowledged than the disk can hold");
        }
        assertTrue(written > 50, "only " + written + " were acknowledged");
        return written;
    }

    private boolean writes(Environment environment, int number) {
        try {
            put(environment, CART, key(number), value(number, VALUE_BYTES));
            return true;
        } catch (StorageException.DiskFull e) {
            return false;
        }
    }

    private static void assertAllThere(Environment environment, int written) {
        for (int i = 0; i < written; i++) {
            assertArrayEquals(
                    value(i, VALUE_BYTES), environment.store(CART).get(key(i)).orElseThrow());
        }
        assertEquals(written, keysOf(environment.store(CART)).size());
    }
}
