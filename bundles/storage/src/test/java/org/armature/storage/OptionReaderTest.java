package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OptionReaderTest {
    private static final List<EngineOption> OPTIONS = List.of(
            new EngineOption("size", EngineOption.Kind.SIZE, "10", "bytes of something"),
            new EngineOption("mode", EngineOption.Kind.TEXT, "slow", "slow or fast"));

    @Test
    void givesWhatWasSetAndOtherwiseTheDefault() {
        OptionReader reader = reader(Map.of("size", "12"));
        assertEquals(12, reader.number("size", 0, 20));
        assertEquals("slow", reader.oneOf("mode", List.of("slow", "fast")));
        assertDoesNotThrow(reader::refuseIfWrong);
    }

    @Test
    void takesBothEndsOfARange() {
        OptionReader reader = reader(Map.of("size", "12"));
        reader.number("size", 12, 20);
        reader.number("size", 0, 12);
        assertDoesNotThrow(reader::refuseIfWrong);
    }

    @Test
    void namesEveryMistakeAtOnceAndWhatWouldBeRight() {
        OptionReader reader = reader(Map.of("size", "21", "mode", "quick", "syze", "1"));
        reader.number("size", 0, 20);
        reader.oneOf("mode", List.of("slow", "fast"));
        assertEquals(
                "engine \"toy\" was not opened, no data was touched: syze is not an option; the options are mode, size;"
                        + " size=21, must be a whole number from 0 to 20; mode=quick, must be one of slow, fast",
                assertThrows(StorageException.BadSettings.class, reader::refuseIfWrong)
                        .getMessage());
    }

    @Test
    void namesAMistakeOfTheEnginesOwnBesideTheOthers() {
        OptionReader reader = reader(Map.of("size", "21"));
        reader.number("size", 0, 20);
        reader.refuse("mode=slow, but this is a race");
        assertEquals(
                "engine \"toy\" was not opened, no data was touched: size=21, must be a whole number from 0 to 20;"
                        + " mode=slow, but this is a race",
                assertThrows(StorageException.BadSettings.class, reader::refuseIfWrong)
                        .getMessage());
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String text : List.of("", "ten", "1.5", "10MB", "-1", "99999999999999999999")) {
            OptionReader reader = reader(Map.of("size", text));
            reader.number("size", 0, 20);
            assertThrows(StorageException.BadSettings.class, reader::refuseIfWrong, text);
        }
    }

    private static OptionReader reader(Map<String, String> given) {
        return new OptionReader(
                new ToyEngine(), new EnvironmentSettings("shop", Path.of("data"), new TreeMap<>(given)));
    }

    private static final class ToyEngine implements StorageEngine {
        @Override
        public String name() {
            return "toy";
        }

        @Override
        public EngineProfile profile() {
            return new EngineProfile(0, 1, 1, EnumSet.of(Durability.MEMORY), false, "nothing");
        }

        @Override
        public List<EngineOption> options() {
            return OPTIONS;
        }

        @Override
        public Environment open(EnvironmentSettings settings) {
            throw new UnsupportedOperationException("this engine only has options");
        }
    }
}
