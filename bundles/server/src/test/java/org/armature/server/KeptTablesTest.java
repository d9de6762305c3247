package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.armature.model.TableName;
import org.armature.storage.StorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are chosen for by their profile stay with the engine that has their objects. */
class KeptTablesTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    /** Both suit; of equal ranges the first by name is taken. */
    private final ShelfEngine first = new ShelfEngine("a_shelf");

    private final ShelfEngine second = new ShelfEngine("b_shelf");

    @Test
    void enginesThatAreThereTogetherAreComparedInWhateverOrderTheyCame() {
        try (EngineBindings bindings = bindings()) {
            bindings.bindAll(List.of(second, first));
            assertEquals("a_shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void anEngineThatIsAddedTakesNoTableAwayAlsoAfterARestart() {
        try (EngineBindings bindings = bindings()) {
            bindings.bindAll(List.of(second));
            assertEquals("b_shelf", bindings.table(CART).engine());
            bindings.bind(first);
            assertEquals("b_shelf", bindings.table(CART).engine());
        }
        try (EngineBindings bindings = bindings()) {
            bindings.bindAll(List.of(first, second));
            assertEquals("b_shelf", bindings.table(CART).engine());
            EngineBindings.TableChoice choice = bindings.choice(CART).orElseThrow();
            assertEquals(Optional.of("b_shelf"), choice.serving());
            assertTrue(choice.choice().reason().contains("by its profile alone it would be a_shelf"));
        }
    }

    @Test
    void withoutTheEngineThatKeptItTheTableIsNotServedInsteadOfEmpty() {
        try (EngineBindings bindings = bindings()) {
            bindings.bindAll(List.of(second));
        }
        try (EngineBindings bindings = bindings()) {
            bindings.bindAll(List.of(first));
            EngineMissing missing = assertThrows(EngineMissing.class, () -> bindings.table(CART));
            assertTrue(missing.getMessage().contains("\"b_shelf\" keeps the table so far"), missing.getMessage());
            assertEquals(List.of(), first.open());
            bindings.bind(second);
            assertEquals("b_shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void aNoteThatCannotBeReadIsAsIfThereWereNone() throws IOException {
        Path file = Files.createDirectories(directory.resolve("engines")).resolve("tables");
        for (String text : List.of("shop/cart", "shop cart b_shelf extra\nx", "S/cart b_shelf\n")) {
            Files.writeString(file, text);
            try (EngineBindings bindings = bindings()) {
                bindings.bindAll(List.<StorageEngine>of(first, second));
                assertEquals("a_shelf", bindings.table(CART).engine(), text);
            }
        }
    }

    private EngineBindings bindings() {
        return new EngineBindings(
                directory.resolve("engines"),
                8,
                List.of(Instances.read(directory, "shop", "tables { cart { object-size = 500 B } }")));
    }
}
