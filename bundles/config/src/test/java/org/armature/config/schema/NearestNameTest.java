package org.armature.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("engine", "n", "r", "w", "max-value", "durability");

    @Test
    void aMisspeltNameFindsTheOneThatWasMeant() {
        assertEquals(Optional.of("engine"), NearestName.of("engien", KNOWN));
        assertEquals(Optional.of("max-value"), NearestName.of("maxvalue", KNOWN));
        assertEquals(Optional.of("durability"), NearestName.of("durabilty", KNOWN));
    }

    @Test
    void aNameThatResemblesNothingFindsNothing() {
        assertEquals(Optional.empty(), NearestName.of("colour", KNOWN));
        assertEquals(Optional.empty(), NearestName.of("x", KNOWN));
        assertEquals(Optional.empty(), NearestName.of("w".repeat(100_000), KNOWN));
    }

    @Test
    void neighboursThatChangedPlacesAreOneMistake() {
        assertEquals(1, NearestName.distance("engien", "engine"));
        assertEquals(3, NearestName.distance("kitten", "sitting"));
        assertEquals(6, NearestName.distance("", "engine"));
    }
}
