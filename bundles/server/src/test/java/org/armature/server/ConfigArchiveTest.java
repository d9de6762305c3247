package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigArchiveTest {
    @TempDir
    Path directory;

    private static InstanceFiles files(String shop) {
        return new InstanceFiles(new TreeMap<>(Map.of("shop.conf", Bytes.utf8(shop))));
    }

    @Test
    void aConfigurationIsKeptWithItsFilesItsTimeAndItsCause() throws IOException {
        ConfigArchive archive = new ConfigArchive(directory.resolve("config"));
        assertEquals(Optional.empty(), archive.latest());
        AppliedConfig first = archive.add(files("one"), 7, "the start", List.of());
        AppliedConfig second = archive.add(files("two"), 8, "an\noperator", List.of("n: 3 -> 2", "w: 2 -> 1"));

        assertEquals(List.of(second, first), new ConfigArchive(directory.resolve("config")).all());
        assertEquals("an operator", second.cause());
        assertEquals(2, second.number());
        assertNotEquals(first.digest(), second.digest());
        assertEquals(Optional.of(files("one")), archive.files(1));
        assertEquals(Optional.empty(), archive.files(3));
        assertEquals("two", Files.readString(directory.resolve("config/2/files/shop.conf")));
    }

    @Test
    void onlyTheLastAreKept() throws IOException {
        ConfigArchive archive = new ConfigArchive(directory);
        for (int number = 1; number <= ConfigArchive.KEPT + 3; number++) {
            archive.add(files("v" + number), number, "the files were changed", List.of());
        }
        List<AppliedConfig> all = archive.all();
        assertEquals(ConfigArchive.KEPT, all.size());
        assertEquals(ConfigArchive.KEPT + 3L, all.get(0).number());
        assertEquals(Optional.empty(), archive.files(3));
    }

    @Test
    void whatACrashHasLeftHalfWrittenIsNoConfiguration() throws IOException {
        ConfigArchive archive = new ConfigArchive(directory);
        archive.add(files("one"), 1, "the start", List.of());
        Files.createDirectories(directory.resolve(".new/files"));
        Files.writeString(directory.resolve(".new/files/shop.conf"), "hal");
        Files.createDirectories(directory.resolve("2"));
        assertEquals(1, archive.all().size());
        assertEquals(3, archive.add(files("two"), 2, "an operator", List.of()).number());
    }
}
