package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.HistoryLine;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckHistoryVerbTest {
    private static final ObjectName CART = new ObjectName("shop/cart", "alice");
    private static final String WRITTEN = HistoryLine.of(
            Attempt.put("ann", 1, CART, 1, "v1", "r1").ended(2, Outcome.OK).build());

    @TempDir
    Path directory;

    @Test
    void aHistoryInWhichNothingIsWrongEndsWithZero() throws IOException {
        CommandLineRun run = check(HistoryLine.header(), WRITTEN, read("v1"));
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.contains("writes  1 acknowledged"), run.out);
        assertTrue(run.out.contains("I-1  no acknowledged write is lost: holds"), run.out);
    }

    @Test
    void aViolationIsShownWithWhatIsAroundItAndEndsWithOne() throws IOException {
        CommandLineRun run = check(HistoryLine.header(), WRITTEN, read());
        assertEquals(ExitCode.FAILED, run.status, run.err);
        assertTrue(run.out.startsWith("I-1 LOST shop/cart/alice at 2: write v1 was acknowledged"), run.out);
        assertTrue(run.out.contains("    " + WRITTEN), run.out);
        assertTrue(run.out.contains("I-1  no acknowledged write is lost: 1 violated"), run.out);
    }

    @Test
    void aDamagedFileIsToldWithTheLineAndWhatItMeans() throws IOException {
        CommandLineRun run = check(HistoryLine.header(), WRITTEN, "{\"is\":\"attempt\"}");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.contains("ARM-501") && run.err.contains("line 3: "), run.err);
        assertTrue(run.err.contains("Nothing can be said of the run"), run.err);
        assertEquals("", run.out);
    }

    @Test
    void aFileThatIsNoTextIsDamaged() throws IOException {
        Path file = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, '\n'});
        CommandLineRun run = CommandLineRun.inPipe(new FakeStore(), "check-history", file.toString());
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.contains("ARM-501") && run.err.contains("not UTF-8"), run.err);
    }

    private static String read(String... values) {
        Fact read = Attempt.get("bob", 1, CART, 3)
                .returned(List.of(values))
                .ended(4, Outcome.OK)
                .build();
        return HistoryLine.of(read);
    }

    private CommandLineRun check(String... lines) throws IOException {
        Path file = Files.write(directory.resolve("history.jsonl"), List.of(lines));
        return CommandLineRun.inPipe(new FakeStore(), "check-history", file.toString());
    }
}
