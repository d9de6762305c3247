package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.armature.node.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEpochFileTest {
    private static final long BLOCK = KeyEpochFile.BLOCK;

    @TempDir
    Path directory;

    private final BlockingQueue<Event> granted = new LinkedBlockingQueue<>();
    private Path file;

    @BeforeEach
    void inThisDirectory() {
        file = directory.resolve("key-epochs");
    }

    private Event.EpochsGranted grant() throws InterruptedException {
        Event event = granted.poll(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(event, "no grant");
        return (Event.EpochsGranted) event;
    }

    private long onDisk() throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    @Test
    void aBlockIsGrantedOnceItIsOnDisk() throws Exception {
        try (KeyEpochFile epochs = new KeyEpochFile(file, 1)) {
            epochs.reserve(event -> {
                try {
                    granted.add(new Event.EpochsGranted(0, onDisk()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                granted.add(event);
            });
            assertEquals(new Event.EpochsGranted(0, 1 + BLOCK), grant());
            assertEquals(new Event.EpochsGranted(1, 1 + BLOCK), grant());
        }
    }

    @Test
    void noEpochIsGrantedTwiceWhereverTheProcessDies() throws Exception {
        long seed = 20_261_121;
        Random random = new Random(seed);
        Set<Long> blocks = new HashSet<>();
        long next = 1;
        for (int start = 0; start < 30; start++) {
            int asked = random.nextInt(4);
            try (KeyEpochFile epochs = new KeyEpochFile(file, next)) {
                for (int i = 0; i < asked; i++) {
                    epochs.reserve(granted::add);
                }
                int seen = asked == 0 ? 0 : random.nextInt(asked + 1);
                for (int i = 0; i < seen; i++) {
                    check(grant(), blocks, seed);
                }
            }
            List<Event> late = new ArrayList<>();
            granted.drainTo(late);
            late.forEach(event -> check((Event.EpochsGranted) event, blocks, seed));
            next = Files.exists(file) ? onDisk() : 1;
        }
    }

    private static void check(Event.EpochsGranted block, Set<Long> blocks, long seed) {
        assertEquals(BLOCK, block.to() - block.from(), "seed " + seed);
        if (!blocks.add(block.from())) {
            throw new AssertionError("granted twice: " + block + ", seed " + seed);
        }
    }

    @Test
    void whileTheDiskFailsNothingIsGrantedAndAfterwardsItIs() throws Exception {
        Path obstacle = Files.createDirectory(directory.resolve("key-epochs.new"));
        try (KeyEpochFile epochs = new KeyEpochFile(file, 5)) {
            epochs.reserve(granted::add);
            assertNull(granted.poll(100, TimeUnit.MILLISECONDS));
            Files.delete(obstacle);
            assertEquals(new Event.EpochsGranted(5, 5 + BLOCK), grant());
        }
    }

    @Test
    void closedWhileTheDiskFailsItGrantsNothingAndTakesNoMoreRequests() throws Exception {
        Files.createDirectory(directory.resolve("key-epochs.new"));
        KeyEpochFile epochs = new KeyEpochFile(file, 5);
        epochs.reserve(granted::add);
        epochs.close();
        epochs.reserve(granted::add);

        assertEquals(List.of(), List.copyOf(granted));
    }
}
