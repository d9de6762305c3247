package org.armature.bench.migrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.armature.model.TableName;

/** What a node that does not run has noted of a table's move. */
final class Note {
    static final String OVER = "over";

    private static final String STAGE = "stage ";

    private Note() {}

    /**
     * @param data the node's directory
     * @return the stage; {@link #OVER} if it has no note
     * @throws IOException if the note can't be read
     */
    static String stage(Path data, TableName table) throws IOException {
        Path file = data.resolve("migration-" + table.instance() + "." + table.table());
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith(STAGE))
                    .map(line -> line.substring(STAGE.length()))
                    .findFirst()
                    .orElseThrow(() -> new IOException(file + " names no stage"));
        } catch (NoSuchFileException none) {
            return OVER;
        }
    }
}
