package org.armature.bench.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteTest {
    private static final TableName TABLE = new TableName("bench", "moved");

    @TempDir
    Path data;

    @Test
    void theStageIsReadFromTheNodesNote() throws IOException {
        Path file = data.resolve("migration-bench.moved");
        Files.writeString(file, "migration 1\nnumber 1\ntable bench/moved\nstage SWITCHED\npaused false\ncrc 0\n");
        assertEquals("SWITCHED", Note.stage(data, TABLE));
        Files.writeString(file, "something else\n");
        assertThrows(IOException.class, () -> Note.stage(data, TABLE));
    }

    @Test
    void withoutANoteTheMoveIsOver() throws IOException {
        assertEquals(Note.OVER, Note.stage(data, TABLE));
    }
}
