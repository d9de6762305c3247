package org.armature.demo.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private long nanos;

    @Test
    void onATerminalABarIsDrawnInPlaceAndReplacedByTheResult() {
        Progress progress = new Screen(out, true, () -> nanos).progress("load", 4);
        progress.update(1);
        progress.update(2); // too soon to be drawn
        nanos += 200_000_000L;
        progress.update(4);
        progress.done("4 objects");
        assertEquals(
                "\rload  [#######.......................] 1 of 4"
                        + "\rload  [##############################] 4 of 4"
                        + "\rload  4 objects" + " ".repeat(31) + "\n",
                text());
    }

    @Test
    void elsewhereThereIsALineEveryFiveSeconds() {
        Progress progress = new Screen(out, false, () -> nanos).progress("load", 2_000);
        progress.update(1);
        nanos += 5_000_000_000L;
        progress.update(1_200);
        nanos += 1_000_000_000L;
        progress.update(1_900);
        progress.done("2,000 objects");
        assertEquals(
                List.of("load  1,200 of 2,000", "load  2,000 objects"),
                text().lines().toList());
    }

    @Test
    void whatComesLateDoesNotMoveTheBarBack() {
        Progress progress = new Screen(out, false, () -> nanos).progress("load", 10);
        progress.update(9);
        nanos += 5_000_000_000L;
        progress.update(8);
        assertEquals("load  9 of 10\n", text());
    }

    @Test
    void aStopwatchShowsWhatHasPassed() {
        Screen.Stopwatch watch = new Screen(out, false, () -> nanos).stopwatch();
        nanos += 1_940_000_000L;
        assertEquals("1.9 s", watch.shown());
    }

    @Test
    void figuresAreShownWithTheirUnits() {
        assertEquals("2,100", Figures.count(2_100));
        assertEquals(
                List.of("0 B", "999 B", "1.0 KB", "196.7 KB", "1.0 MB", "6.6 MB", "9.2 EB"),
                List.of(0L, 999L, 1_000L, 196_662L, 999_950L, 6_597_361L, Long.MAX_VALUE).stream()
                        .map(Figures::bytes)
                        .toList());
        assertEquals("0.9 ms", Figures.seconds(900_000L));
        assertEquals("0.1 s", Figures.seconds(100_000_000L));
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
