package org.armature.microbench.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That it measures every cell, says which it could not, and cleans up; not how fast. */
class EnginesTableTest {
    @TempDir
    Path directory;

    private final StringWriter errors = new StringWriter();

    @Test
    void everyCellIsMeasuredOrSaysWhyNotAndNothingIsLeftBehind() throws IOException {
        String page = run("--engines=memory,bdbje,buffered,mysql", "--option=mysql.port=1", "--sizes=100,1024");
        for (String size : List.of("100 B", "1 KiB")) {
            assertEquals(
                    List.of("figures", "not offered", "figures", "not measured"), row(page, Measure.PUT_MEMORY, size));
            assertEquals(
                    List.of("not offered", "figures", "figures", "not measured"), row(page, Measure.PUT_DISK, size));
            assertEquals(List.of("figures", "figures", "figures", "not measured"), row(page, Measure.SCAN, size));
            assertEquals(List.of("nothing", "figures", "figures", "not measured"), row(page, Measure.SPACE, size));
        }
        assertTrue(page.contains("Not measured: `mysql`, 1 KiB: "), page);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void anEngineThatIsNotThereIsRefusedWithThoseThatAre() {
        assertEquals(2, command().execute("--engines=nosuch", "--directory=" + directory));
        assertTrue(errors.toString().contains("there is no engine \"nosuch\" but bdbje, buffered, memory, mysql"));
    }

    @Test
    void optionsOfAnEngineThatIsNotThereAreRefused() {
        assertEquals(2, command().execute("--option=nosuch.port=1", "--directory=" + directory));
        assertTrue(errors.toString().contains("options of engines that are not there: [nosuch]"));
    }

    @Test
    void callersThatWouldShareAPartitionAreRefused() {
        assertEquals(2, command().execute("--callers=3", "--directory=" + directory));
        assertTrue(errors.toString().contains("--callers must be 1, 2, 4, 8, 16, 32 or 64"));
    }

    @Test
    void aJarWithoutTheEngineIsRefused() {
        assertEquals(2, command().execute("--engine-jar=none.jar=no.such.Engine", "--directory=" + directory));
        assertTrue(errors.toString().contains("must be a jar and the name of a StorageEngine in it"));
    }

    /** The cells of a size, with what was measured replaced by a word. */
    private static List<String> row(String page, Measure measure, String size) {
        String row = page.substring(page.indexOf("**" + measure.title() + "**"))
                .lines()
                .filter(line -> line.startsWith("| " + size + " |"))
                .findFirst()
                .orElseThrow();
        return Stream.of(row.split(" \\| |\\|$"))
                .skip(1)
                .map(cell -> cell.matches("[0-9].* to .*") ? "figures" : cell.strip())
                .toList();
    }

    private String run(String... arguments) {
        StringWriter page = new StringWriter();
        Stream<String> small = Stream.of("--rounds=1", "--millis=10", "--objects=100", "--directory=" + directory);
        assertEquals(
                0,
                command()
                        .setOut(new PrintWriter(page, true))
                        .execute(Stream.concat(Stream.of(arguments), small).toArray(String[]::new)));
        return page.toString();
    }

    private CommandLine command() {
        return new CommandLine(new EnginesTable()).setErr(new PrintWriter(errors, true));
    }
}
