package org.armature.engine.buffered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.engine.memory.MemoryEngine;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.TableProfile;
import org.junit.jupiter.api.Test;

class BufferedEngineTest {
    private static final Path PAGE = Path.of("..", "..", "distribution", "docs", "engines.md");

    private final StorageEngine engine = new BufferedEngine();

    @Test
    void itStandsOnTheEngineItsOptionsNameElseOnBdbje() {
        assertEquals(Optional.of("bdbje"), engine.standsOn(new TreeMap<>()));
        assertEquals(Optional.of("mysql"), engine.standsOn(new TreeMap<>(Map.of("over", "mysql"))));
    }

    @Test
    void itRefusesToOpenWithoutAnEngineBelowAndOthersRefuseOne() {
        EnvironmentSettings settings = new EnvironmentSettings("shop", Path.of("unused"), new TreeMap<>());
        assertThrows(StorageException.BadSettings.class, () -> engine.open(settings));
        try (Ground ground = new Ground()) {
            StorageException refusal = assertThrows(StorageException.BadSettings.class, () -> new MemoryEngine()
                    .open(settings, ground, Ground.PROFILE));
            assertTrue(refusal.getMessage().contains("\"memory\""), refusal.getMessage());
        }
    }

    @Test
    void stoppingTheComponentHandsDownWhatItsOpenersLeftOpen() {
        BufferedEngineComponent component = new BufferedEngineComponent();
        StoreId cart = new StoreId("cart", 0);
        try (Ground ground = new Ground()) {
            Environment left = component.open(
                    new EnvironmentSettings("shop", Path.of("unused"), new TreeMap<>()), ground, Ground.PROFILE);
            left.write(List.of(Mutation.put(cart, BufferedEnvironmentTest.key(1), new byte[1])), Durability.MEMORY);
            component.stop();
            assertThrows(StorageException.Closed.class, left::stores);
            assertTrue(ground.store(cart).get(BufferedEnvironmentTest.key(1)).isPresent());
        }
    }

    @Test
    void overAnEngineItPromisesWhatThatDoesAndMemory() {
        EngineProfile below = new BdbjeEngine().profile();
        EngineProfile profile = engine.profileOver(below);
        assertEquals(EnumSet.allOf(Durability.class), profile.durabilities());
        assertEquals(below.maxRecordBytes(), profile.maxRecordBytes());
        assertEquals(below.suitedToBytes(), profile.suitedToBytes());
        assertEquals(below.atomicBatches(), profile.atomicBatches());
    }

    @Test
    void byObjectSizeItIsChosenForDurabilityMemoryOnly() {
        List<EngineChoice.Candidate> all = List.of(
                new EngineChoice.Candidate("memory", new MemoryEngine().profile()),
                new EngineChoice.Candidate("buffered", engine.profile()),
                new EngineChoice.Candidate("bdbje", new BdbjeEngine().profile()));
        assertEquals(
                Optional.of("buffered"),
                EngineChoice.byProfile(new TableProfile(1_024, Set.of(), Durability.MEMORY), all)
                        .engine());
        for (Durability other : EnumSet.of(Durability.PROCESS, Durability.DISK)) {
            assertEquals(
                    Optional.of("bdbje"),
                    EngineChoice.byProfile(new TableProfile(1_024, Set.of(), other), all)
                            .engine());
        }
    }

    @Test
    void thePageForOperatorsNamesEveryOptionWithItsDefault() throws IOException {
        String page = Files.readString(PAGE);
        for (EngineOption option : engine.options()) {
            String row = "| `" + option.name() + "` | " + readable(option) + " |";
            assertTrue(page.contains(row), "not on the page: " + row);
        }
    }

    private static String readable(EngineOption option) {
        return switch (option.kind()) {
            case SIZE -> (Long.parseLong(option.defaultValue()) >> 20) + " MiB";
            case DURATION -> option.defaultValue() + " ms";
            case TEXT -> "`" + option.defaultValue() + "`";
            case NUMBER, FLAG -> option.defaultValue();
        };
    }
}
