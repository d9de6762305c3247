package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/errors.md} against {@link ErrorCode}. */
class ErrorPagesTest {
    private static final List<String> PARTS =
            List.of("**What happened.**", "**Why.**", "**Your data.**", "**What to do.**");

    private final Map<String, String> sections = sections();

    @ParameterizedTest
    @EnumSource
    void everyCodeHasASectionThatSaysWhatWhyAboutTheDataAndWhatToDo(ErrorCode code) {
        String section = sections.get(code.toString());
        assertTrue(section != null, code + " has no section");
        assertTrue(section.startsWith(": " + code.summary() + "\n"), section);
        for (String part : PARTS) {
            assertTrue(section.contains("\n" + part + " "), code + " lacks " + part);
        }
    }

    @Test
    void thereIsNoSectionForACodeThatDoesNotExist() {
        TreeSet<String> codes = new TreeSet<>();
        Arrays.stream(ErrorCode.values()).map(ErrorCode::toString).forEach(codes::add);
        assertEquals(codes, new TreeSet<>(sections.keySet()));
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new TreeMap<>();
        try {
            for (String section : Files.readString(Path.of("docs/errors.md")).split("\n## ", -1)) {
                if (section.startsWith("ARM-")) {
                    sections.put(section.substring(0, 7), section.substring(7) + "\n");
                }
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return sections;
    }
}
