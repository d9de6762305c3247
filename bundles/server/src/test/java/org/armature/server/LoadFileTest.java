package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.TableName;
import org.armature.storage.load.LoadReport;
import org.armature.storage.load.Operation;
import org.armature.storage.load.TableLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFileTest {
    @TempDir
    Path directory;

    @Test
    void whatWasCountedIsThereAfterACleanStopUntilItIsForgotten() {
        SortedMap<TableName, LoadReport> reports = new TreeMap<>();
        reports.put(new TableName("shop", "cart"), report(100, 300_000, 5));
        reports.put(new TableName("shop", "photo"), report());
        file().write(reports);
        assertEquals(reports, file().read());
        assertEquals(reports, file().read(), "as long as the node has not started");
        file().forget();
        assertEquals(new TreeMap<>(), file().read());
        file().forget();
    }

    @Test
    void aFileThatCannotBeReadIsAsIfThereWereNone() throws IOException {
        Path path = directory.resolve("loads");
        for (String text : List.of(
                "",
                "format=2\n",
                "format=1\nshop/cart life 1 2\n",
                "format=1\nshop/cart life 1 2 3 4 5 6 7\n",
                "format=1\nshop/cart life 1 2 3 4 5 6 9999:1\n",
                "format=1\nshop/cart life 1 2 3 4 5 -6\n",
                "format=1\ncart life 1 2 3 4 5 6\n")) {
            Files.writeString(path, text);
            assertEquals(new TreeMap<>(), file().read(), text);
        }
    }

    private LoadFile file() {
        return new LoadFile(directory.resolve("loads"));
    }

    private static LoadReport report(long... sizes) {
        TableLoad load = new TableLoad();
        for (long size : sizes) {
            load.count(Operation.PUT, size, 0);
            load.count(Operation.GET, 0);
        }
        return load.report(3_600_000_000_000L);
    }
}
