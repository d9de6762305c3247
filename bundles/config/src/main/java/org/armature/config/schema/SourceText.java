package org.armature.config.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;

/** Gets the text out of a file, or says why there is none: it must be UTF-8, without control characters, not too long. */
public final class SourceText {
    /** Longest file read, in bytes: the ring of the most partitions with the longest node names takes about 3 MiB. */
    static final int MAX_BYTES = 8 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /** Opens a file for reading. */
    @FunctionalInterface
    interface Opener {
        InputStream open(Path file) throws IOException;
    }

    public static Optional<String> read(Path file, Mistakes mistakes) {
        return read(file, Files::newInputStream, mistakes);
    }

    static Optional<String> read(Path file, Opener opener, Mistakes mistakes) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            return refused(Problem.wrong(Place.whole(name), "", "is a directory, not a file"), mistakes);
        }
        try (InputStream in = opener.open(file)) {
            return of(file, in.readNBytes(MAX_BYTES + 1), mistakes);
        } catch (NoSuchFileException e) {
            return refused(Problem.wrong(Place.whole(name), "", "there is no such file"), mistakes);
        } catch (AccessDeniedException e) {
            Problem denied = Problem.wrong(Place.whole(name), "", "may not be read by the user this process runs as")
                    .suggesting("give that user the right to read it");
            return refused(denied, mistakes);
        } catch (IOException e) {
            String sentence = "can't be read: " + e.getMessage();
            return refused(Problem.wrong(Place.whole(name), "", sentence), mistakes);
        }
    }

    /** As if the file held these bytes. */
    static Optional<String> of(Path file, byte[] bytes, Mistakes mistakes) {
        String name = file.toString();
        if (bytes.length > MAX_BYTES) {
            String sentence = "is longer than " + Kinds.showSize(MAX_BYTES) + ", so it is no configuration file";
            return refused(Problem.wrong(Place.whole(name), "", sentence), mistakes);
        }
        return decoded(name, bytes, mistakes);
    }

    private static Optional<String> refused(Problem problem, Mistakes mistakes) {
        mistakes.add(problem);
        return Optional.empty();
    }

    private static Optional<String> decoded(String name, byte[] bytes, Mistakes mistakes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            String sentence = String.format("is not UTF-8 text: byte 0x%02x", bytes[in.position()] & 0xff);
            return refused(Problem.wrong(new Place(name, lineAt(text, text.length())), "", sentence), mistakes);
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && "\t\n\r\f".indexOf(text.charAt(i)) < 0) {
                String sentence = String.format("is not text: control character 0x%02x", (int) text.charAt(i));
                return refused(Problem.wrong(new Place(name, lineAt(text, i)), "", sentence), mistakes);
            }
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return Optional.of(marked ? text.substring(1) : text);
    }

    private static int lineAt(String text, int end) {
        return 1 + (int) text.chars().limit(end).filter(c -> c == '\n').count();
    }
}
