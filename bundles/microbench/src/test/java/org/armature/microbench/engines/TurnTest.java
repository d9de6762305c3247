package org.armature.microbench.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

class TurnTest {
    private final Findings findings = new Findings();
    private final Turn turn = new Turn("swift", 100, findings);

    @Test
    void whatAnEngineRefusesLeavesItsOtherFiguresAsTheyAre() throws IOException {
        turn.measure(Measure.GET_FOUND, () -> List.of(1.0));
        turn.measure(Measure.PUT_MEMORY, () -> {
            throw new StorageException.Unavailable("no room");
        });
        assertEquals("1.0 (1.0 to 1.0)", text(Measure.GET_FOUND));
        assertEquals("not measured", text(Measure.PUT_MEMORY));
        assertEquals(List.of("`swift`, 100 B, Put, durability `memory`: no room"), findings.notes());
    }

    @Test
    void whatAnEngineRefusesOneOfSeveralCallersIsToldAsItSaidIt() throws IOException {
        turn.measure(Measure.SCAN, () -> {
            throw new IllegalStateException("scan", new StorageException.Closed("shut"));
        });
        assertEquals(List.of("`swift`, 100 B, Scan of all objects: shut"), findings.notes());
    }

    @Test
    void aCellHasOneNoteHoweverOftenItIsRefused() throws IOException {
        for (String why : List.of("first", "second")) {
            turn.measure(Measure.SCAN, () -> {
                throw new StorageException.Unavailable(why);
            });
        }
        assertEquals(List.of("`swift`, 100 B, Scan of all objects: first"), findings.notes());
    }

    @Test
    void aWrongAnswerEndsTheRun() {
        assertThrows(
                IllegalStateException.class,
                () -> turn.measure(Measure.GET_FOUND, () -> {
                    throw new IllegalStateException("wrong answer");
                }));
    }

    private String text(Measure measure) {
        return findings.text(new Findings.Cell("swift", 100, measure));
    }
}
