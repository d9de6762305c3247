package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileWatchTest {
    private final FileWatch watch = new FileWatch(List.of("a 1"));

    @Test
    void filesThatStayAsTheyAreAreNotRead() {
        assertFalse(watch.look(List.of("a 1")));
        assertFalse(watch.look(List.of("a 1")));
    }

    @Test
    void aFileIsReadOnceItIsSeenTheSameTwice() {
        assertFalse(watch.look(List.of("a 2")));
        assertFalse(watch.look(List.of("a 3")), "still being written");
        assertTrue(watch.look(List.of("a 3")));
        assertFalse(watch.look(List.of("a 3")), "once");
    }

    @Test
    void aFileThatGoesAndComesBackAsItWasIsNoChange() {
        assertFalse(watch.look(List.of()));
        assertFalse(watch.look(List.of("a 1")));
        assertFalse(watch.look(List.of("a 1")));
    }

    @Test
    void whatWasReadBecauseSomebodyAskedIsNotReadAgain() {
        watch.took(List.of("a 2"));
        assertFalse(watch.look(List.of("a 2")));
        assertFalse(watch.look(List.of("a 2")));
    }
}
