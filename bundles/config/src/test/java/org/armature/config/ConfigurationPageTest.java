package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.armature.config.schema.Block;
import org.armature.config.schema.Group;
import org.armature.config.schema.Schema;
import org.armature.config.schema.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page operators read and the files they start from, held against the schemas. */
class ConfigurationPageTest {
    private static final Path DISTRIBUTION = Path.of("..", "..", "distribution");
    private static final Path EXAMPLES = DISTRIBUTION.resolve("src/zip/etc");

    @Test
    void everyKeyStandsOnThePageWithItsDefaultRangeAndMeaning() throws IOException {
        List<String> page = Files.readAllLines(DISTRIBUTION.resolve("docs/configuration.md"));
        List<String> expected = new ArrayList<>();
        expected.addAll(rows("", NodeKeys.SCHEMA));
        for (Setting<?> setting : InstanceKeys.TABLE_SETTINGS) {
            expected.add(row("", setting) + " " + ConfigDifference.applies(setting) + " |");
        }
        expected.addAll(rows("", ClusterKeys.SCHEMA));

        List<String> rowsOnPage = page.stream()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `etc/"))
                .toList();
        assertEquals(String.join("\n", expected), String.join("\n", rowsOnPage));
    }

    @Test
    void theExampleOfANodeIsValidAndShowsEveryKey() throws IOException {
        Path example = EXAMPLES.resolve("node.conf.example");

        NodeConfig.read(example, new Surroundings(Map.of(), 2));
        String text = Files.readString(example);
        for (Setting<?> setting : NodeKeys.SCHEMA.settings()) {
            String last = setting.key().substring(setting.key().lastIndexOf('.') + 1);
            assertTrue(text.contains(last + " ="), setting.key());
        }
    }

    @Test
    void theExampleOfAnInstanceIsValidAndWarnsOfNothing(@TempDir Path directory) throws IOException {
        Path copy = Files.copy(EXAMPLES.resolve("instances/shop.conf.example"), directory.resolve("shop.conf"));

        InstanceConfig shop = InstanceConfig.read(copy, Etc.TWO_CORES);
        assertEquals(List.of(), shop.warnings());
        assertEquals(
                List.of(),
                shop.checkAgainst(new Etc(directory).node("node.id = n1").limits()));
        String text = Files.readString(copy);
        for (Setting<?> setting : InstanceKeys.TABLE_SETTINGS) {
            assertTrue(text.contains(setting.key() + " ="), setting.key());
        }
    }

    private static List<String> rows(String prefix, Schema schema) {
        List<String> rows = new ArrayList<>();
        for (Setting<?> setting : schema.settings()) {
            rows.add(row(prefix, setting));
        }
        for (Group group : schema.groups()) {
            rows.addAll(rows(prefix + group.key() + ".NAME.", group.of()));
        }
        for (Block block : schema.blocks()) {
            rows.addAll(rows(prefix + block.key() + ".", block.of()));
        }
        return rows;
    }

    private static String row(String prefix, Setting<?> setting) {
        return "| `" + prefix + setting.key() + "` | " + setting.fallbackText() + " | " + range(setting) + " | "
                + setting.meaning() + " |";
    }

    /** Without the units, which the page explains once for all. */
    private static String range(Setting<?> setting) {
        return setting.kind().allowed().replaceFirst(" \\(units .*", "");
    }
}
