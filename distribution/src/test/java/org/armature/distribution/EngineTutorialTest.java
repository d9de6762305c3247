package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tutorial quotes of the example stands there. */
class EngineTutorialTest {
    private static final Path PAGE = Path.of("docs/writing-an-engine.md");
    private static final Path EXAMPLE = Path.of("../examples/engine-segments");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

    @Test
    void everyLineOfCodeItQuotesIsALineOfTheExample() throws IOException {
        String code = code();
        List<String> missing = new ArrayList<>();
        int quotes = 0;
        for (String text : quotes()) {
            if (text.endsWith(";") || text.endsWith("{")) {
                quotes++;
                if (!code.contains(text)) {
                    missing.add(text);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(quotes > 20, quotes + " quotes");
    }

    @Test
    void everyFileAndClassOfTheExampleItNamesIsThere() throws IOException {
        String code = code();
        for (String name :
                List.of("bnd.bnd", "OSGI-INF/segments.xml", "SegmentsContractTest", "SegmentsCleaningTest")) {
            assertTrue(Files.readString(PAGE).contains(name), name);
        }
        assertTrue(code.contains("class SegmentsContractTest extends FileEngineContract {"));
        assertTrue(code.contains("deactivate=\"closeAll\""));
    }

    private static List<String> quotes() throws IOException {
        List<String> quotes = new ArrayList<>();
        Matcher matcher = QUOTE.matcher(Files.readString(PAGE).replaceAll("(?s)```.*?```", ""));
        while (matcher.find()) {
            quotes.add(matcher.group(1));
        }
        return quotes;
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve("src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }
}
