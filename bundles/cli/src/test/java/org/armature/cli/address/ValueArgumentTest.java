package org.armature.cli.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.armature.model.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueArgumentTest {
    private static final byte[] BINARY = {0, (byte) 0xff, '\n', (byte) 0x80};

    @TempDir
    Path directory;

    @Test
    void anythingElseIsTheTextItself() throws IOException {
        assertEquals(Bytes.utf8("{\"ü\":1}"), read("{\"ü\":1}"));
        assertEquals(Bytes.EMPTY, read(""));
        assertEquals(Bytes.utf8("-5"), read("-5"));
    }

    @Test
    void aFileIsReadByteForByte() throws IOException {
        Path file = Files.write(directory.resolve("value"), BINARY);
        assertEquals(Bytes.copyOf(BINARY), read("@" + file));
    }

    @Test
    void aDashIsStandardInputByteForByte() throws IOException {
        assertEquals(Bytes.copyOf(BINARY), ValueArgument.read("-", new ByteArrayInputStream(BINARY)));
    }

    @Test
    void textThatBeginsWithAnAtSignIsWrittenWithTwo() throws IOException {
        assertEquals(Bytes.utf8("@home"), read("@@home"));
    }

    @Test
    void aMissingFileIsNamed() {
        IOException failure = assertThrows(IOException.class, () -> read("@" + directory.resolve("none")));
        assertTrue(
                failure.getMessage().contains("there is no file " + directory.resolve("none")), failure.getMessage());
    }

    @Test
    void aDirectoryIsNoValue() {
        IOException failure = assertThrows(IOException.class, () -> read("@" + directory));
        assertTrue(failure.getMessage().contains("is a directory"), failure.getMessage());
    }

    @Test
    void moreThanAnyTableTakesIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> ValueArgument.read("-", endless));
        assertTrue(failure.getMessage().contains("more than 16777216 bytes"), failure.getMessage());
    }

    private static Bytes read(String argument) throws IOException {
        return ValueArgument.read(argument, InputStream.nullInputStream());
    }
}
