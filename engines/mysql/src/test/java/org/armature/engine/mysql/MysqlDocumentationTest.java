package org.armature.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.armature.storage.EngineOption;
import org.junit.jupiter.api.Test;

class MysqlDocumentationTest {
    private static final Path PAGE = Path.of("..", "..", "distribution", "docs", "engines.md");

    @Test
    void thePageForOperatorsNamesEveryOptionWithItsDefault() throws IOException {
        String page = Files.readString(PAGE);
        for (EngineOption option : new MysqlEngine().options()) {
            String row = "| `" + option.name() + "` | " + readable(option) + " |";
            assertTrue(page.contains(row), "not on the page: " + row);
        }
    }

    private static String readable(EngineOption option) {
        return switch (option.kind()) {
            case SIZE -> (Long.parseLong(option.defaultValue()) >> 20) + " MiB";
            case DURATION -> option.defaultValue() + " ms";
            case TEXT -> option.defaultValue().isEmpty() ? "none" : "`" + option.defaultValue() + "`";
            case NUMBER, FLAG -> option.defaultValue();
        };
    }
}
