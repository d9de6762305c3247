package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.runtime.engine.UnfitJar;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTrialTest {
    @TempDir
    Path directory;

    private Path scratch() {
        return directory.resolve("scratch");
    }

    @Test
    void anEngineThatKeepsWhatItIsGivenPassesAndNothingIsLeft() throws UnfitJar {
        EngineTrial.run(new BdbjeEngine(), scratch());
        assertFalse(Files.exists(scratch()));
    }

    @Test
    void whatAnInterruptedTrialHasLeftIsNoHindrance() throws Exception {
        Files.createDirectories(scratch().resolve("x"));
        Files.writeString(scratch().resolve("x/00000000.jdb"), "rest");
        EngineTrial.run(new BdbjeEngine(), scratch());
        assertFalse(Files.exists(scratch()));
    }

    @Test
    void anEngineThatFailsOrForgetsIsFoundOut() {
        ShelfEngine failing = new ShelfEngine("shelf");
        failing.beforeWrite(batch -> {
            throw new StorageException.Corrupt("page 7");
        });
        String why = assertThrows(UnfitJar.class, () -> EngineTrial.run(failing, scratch()))
                .getMessage();
        assertTrue(why.contains("page 7"), why);

        ShelfEngine forgetful = new ShelfEngine("shelf");
        int[] opened = {0};
        forgetful.beforeOpen(() -> {
            if (opened[0]++ > 0) {
                forgetful.loseAnEntry();
            }
        });
        why = assertThrows(UnfitJar.class, () -> EngineTrial.run(forgetful, scratch()))
                .getMessage();
        assertTrue(why.startsWith("of 64 objects that it was given to try it, it kept "), why);
        assertEquals(List.of(), forgetful.open());
    }

    @Test
    void anEngineThatStandsOnAnotherIsNotTried() throws UnfitJar {
        EngineTrial.run(new BufferedEngine(), scratch());
        assertFalse(Files.exists(scratch()));
    }
}
