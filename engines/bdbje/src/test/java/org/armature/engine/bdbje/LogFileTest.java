package org.armature.engine.bdbje;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.armature.engine.bdbje.LogFile.Tail;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a file that JE wrote, and the same file after something happened to it. */
class LogFileTest {
    private static final long SEED = 42;

    @TempDir
    Path temporary;

    private byte[] written;
    private LogFile whole;

    @BeforeEach
    void write() throws IOException {
        Path directory = temporary.resolve("environment");
        try (Environment environment =
                new BdbjeEngine().open(new EnvironmentSettings("shop", directory, new TreeMap<>()))) {
            for (int i = 0; i < 200; i++) {
                StoreKey key = StoreKey.of(
                        new byte[16], ByteBuffer.allocate(4).putInt(i).array());
                environment.write(
                        List.of(Mutation.put(new StoreId("cart", 0), key, new byte[50 + i])), Durability.PROCESS);
            }
        }
        written = Files.readAllBytes(directory.resolve("00000000.jdb"));
        whole = read(written);
    }

    @Test
    void everyEntryOfAGoodFileChecksOut() {
        assertEquals(Tail.NONE, whole.tail());
        assertEquals(written.length, whole.end());
        assertTrue(whole.entries() > 400, whole.toString());
        assertTrue(whole.hasContents());
    }

    @Test
    void noFlippedBitGoesUnnoticed() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            int bit = random.nextInt(written.length * 8);
            byte[] damaged = written.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            LogFile read = read(damaged);
            assertTrue(read.end() <= bit / 8, "bit " + bit + ", seed " + SEED + ": " + read);
            assertTrue(
                    read.tail() == Tail.DAMAGED || read.tail() == Tail.DOUBTFUL,
                    "bit " + bit + ", seed " + SEED + ": " + read);
        }
    }

    @Test
    void anEntryDamagedInTheMiddleIsKnownByTheOnesBehindIt() throws IOException {
        byte[] damaged = written.clone();
        damaged[written.length / 2] ^= 1;
        assertEquals(Tail.DAMAGED, read(damaged).tail());
    }

    @Test
    void damageToTheHeaderOfTheFileIsKnownToo() throws IOException {
        byte[] damaged = written.clone();
        damaged[0] ^= 1;
        assertEquals(Tail.DAMAGED, read(damaged).tail());
        assertFalse(read(damaged).hasContents());
    }

    @Test
    void aLastEntryThatIsWholeAndWrongIsDoubtful() throws IOException {
        byte[] damaged = written.clone();
        damaged[written.length - 1] ^= 1;
        assertEquals(Tail.DOUBTFUL, read(damaged).tail());
    }

    @Test
    void aFileCutInsideAnEntryIsTakenForACutWriteOnlyBetweenPages() throws IOException {
        for (int length = 4_096; length < written.length; length += 4_096) {
            LogFile cut = read(Arrays.copyOf(written, length));
            assertTrue(cut.tail() == Tail.CUT_OFF || cut.tail() == Tail.NONE, length + ": " + cut);
            LogFile cutElsewhere = read(Arrays.copyOf(written, length + 3));
            assertNotEquals(Tail.CUT_OFF, cutElsewhere.tail(), length + 3 + ": " + cutElsewhere);
        }
    }

    @Test
    void zeroesBehindTheLastEntryAreDoubtful() throws IOException {
        LogFile zeroes = read(Arrays.copyOf(written, written.length + 500));
        assertEquals(Tail.DOUBTFUL, zeroes.tail());
        assertEquals(written.length, zeroes.end());
    }

    @Test
    void anEmptyFileHasNoContents() throws IOException {
        assertEquals(Tail.NONE, read(new byte[0]).tail());
        assertFalse(read(new byte[0]).hasContents());
    }

    private LogFile read(byte[] contents) throws IOException {
        return LogFile.read(Files.write(temporary.resolve("00000000.jdb"), contents));
    }
}
