package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page new users read first, held against the verbs. */
class FirstStepsPageTest {
    private static final Path PAGE = Path.of("..", "..", "distribution", "docs", "first-steps.md");

    @Test
    void everyVerbThatHasAFormForProgramsIsNamed() throws IOException {
        SortedSet<String> verbs = new TreeSet<>();
        CommandLine all = new CommandLine(new Armature());
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                false);
        new Verbs(streams, new FakeStore()).addTo(all, "");
        collect(all, "", verbs);

        String page = Files.readString(PAGE);
        int from = page.indexOf("`-o json`");
        String sentence = page.substring(from, page.indexOf("\n\n", from));
        SortedSet<String> named = new TreeSet<>();
        Pattern.compile("`([a-z][a-z ]*)`").matcher(sentence).results().forEach(found -> named.add(found.group(1)));
        assertTrue(verbs.contains("get"), verbs::toString);
        assertEquals(verbs, named);
    }

    private static void collect(CommandLine command, String before, SortedSet<String> verbs) {
        command.getSubcommands().forEach((name, verb) -> {
            String whole = before.isEmpty() ? name : before + " " + name;
            if (verb.getCommandSpec().findOption("--json") != null) {
                verbs.add(whole);
            }
            collect(verb, whole, verbs);
        });
    }
}
