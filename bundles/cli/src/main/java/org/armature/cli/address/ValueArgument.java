package org.armature.cli.address;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.armature.model.Bytes;

/**
 * A value as a command line gives it: {@code -} is standard input, {@code @file} the file's bytes, {@code @@text} text
 * that begins with an at sign, anything else the text itself in UTF-8.
 */
public final class ValueArgument {
    /** What no table takes; more is not even read. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    private ValueArgument() {}

    /**
     * @throws IllegalArgumentException if it is longer than any table takes, or the terminal garbled it
     * @throws IOException if the file or the input can't be read, saying why
     */
    public static Bytes read(String argument, InputStream input) throws IOException {
        if (argument.equals("-")) {
            return bounded(input, "standard input");
        }
        if (argument.startsWith("@@")) {
            return text(argument.substring(1));
        }
        return argument.startsWith("@") ? file(Path.of(argument.substring(1))) : text(argument);
    }

    private static Bytes file(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + " is a directory; a value is one file's bytes");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in, path.toString());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path + "; a value that begins with @ itself is written @@", e);
        }
    }

    private static Bytes bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    name + " has more than " + MOST_BYTES + " bytes, the most any table takes for a value");
        }
        return Bytes.wrap(bytes);
    }

    private static Bytes text(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("the value has characters that this terminal's encoding does not pass"
                    + " on; set LC_ALL=C.UTF-8, or give it as @file or by -");
        }
        return Bytes.utf8(text);
    }
}
