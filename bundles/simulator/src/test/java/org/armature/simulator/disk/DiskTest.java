package org.armature.simulator.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.DataDoubt;
import org.armature.node.ReapEpoch;
import org.armature.node.TreeName;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

class DiskTest {
    private static final StoreName STORE = new StoreName(new TableName("sim", "t"), StoreKind.OBJECTS, 0);
    private static final StoreKey KEY = StoreKey.of(new byte[16], new byte[] {1});
    private static final StoreKey OTHER = StoreKey.of(new byte[16], new byte[] {2});

    private final Disk disk = new Disk(new SplittableRandom(1));

    private void write(StoreKey key, String value, Durability durability) {
        disk.write(STORE, key, Optional.of(Bytes.utf8(value)), durability, true);
    }

    private Optional<String> read(StoreKey key) {
        return disk.get(STORE, key).map(Bytes::utf8);
    }

    @Test
    void aDeadProcessLeavesWhatItHadHandedToTheSystem() {
        write(KEY, "a", Durability.PROCESS);
        assertFalse(disk.processDied());
        assertEquals(Optional.of("a"), read(KEY));
    }

    @Test
    void aDeadProcessTakesAPartFromTheEndOfWhatItKeptInMemory() {
        TreeSet<String> left = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            Disk tried = new Disk(new SplittableRandom(seed));
            tried.write(STORE, KEY, Optional.of(Bytes.utf8("handed")), Durability.PROCESS, true);
            tried.write(STORE, KEY, Optional.of(Bytes.utf8("kept")), Durability.MEMORY, true);
            boolean broken = tried.processDied();
            String value = tried.get(STORE, KEY).orElseThrow().utf8();
            assertEquals(value.equals("handed"), broken);
            left.add(value);
        }
        assertEquals(new TreeSet<>(java.util.List.of("handed", "kept")), left);
    }

    @Test
    void aPowerCutLeavesWhatWasForcedAndAllThatWasWrittenBeforeIt() {
        write(KEY, "a", Durability.PROCESS);
        write(OTHER, "b", Durability.DISK);
        assertFalse(disk.powerCut(false, 1_000));
        assertEquals(Optional.of("a"), read(KEY));
        assertEquals(Optional.of("b"), read(OTHER));
    }

    @Test
    void aPowerCutKeepsLosesOrTearsWhatWasNotForced() {
        TreeSet<String> left = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Disk tried = new Disk(new SplittableRandom(seed));
            tried.write(STORE, KEY, Optional.of(Bytes.utf8("later!")), Durability.PROCESS, true);
            tried.powerCut(seed % 2 == 0, 500);
            String value = tried.get(STORE, KEY).map(Bytes::utf8).orElse("nothing");
            left.add(value.equals("nothing") || value.equals("later!") ? value : "torn");
        }
        assertEquals(new TreeSet<>(java.util.List.of("nothing", "later!", "torn")), left);
    }

    @Test
    void aPowerCutNeverDamagesWhatWasForcedBefore() {
        for (int seed = 0; seed < 200; seed++) {
            Disk tried = new Disk(new SplittableRandom(seed));
            tried.write(STORE, KEY, Optional.of(Bytes.utf8("forced")), Durability.DISK, true);
            tried.write(STORE, KEY, Optional.of(Bytes.utf8("later!")), Durability.PROCESS, true);
            tried.powerCut(seed % 2 == 0, 500);
            String value = tried.get(STORE, KEY).orElseThrow().utf8();
            assertTrue(value.equals("forced") || value.equals("later!"), value);
        }
    }

    @Test
    void whatIsLostInOrderIsAllThatCameAfterSomeMoment() {
        for (int seed = 0; seed < 100; seed++) {
            Disk tried = new Disk(new SplittableRandom(seed));
            tried.write(STORE, KEY, Optional.of(Bytes.utf8("first")), Durability.PROCESS, true);
            tried.write(STORE, OTHER, Optional.of(Bytes.utf8("second")), Durability.PROCESS, true);
            tried.powerCut(true, 0);
            assertTrue(
                    tried.get(STORE, KEY).isPresent() || tried.get(STORE, OTHER).isEmpty(), "seed " + seed);
        }
    }

    @Test
    void aLostKeyStaysLostOverACrash() {
        write(KEY, "a", Durability.PROCESS);
        disk.loseKey(STORE, KEY);
        disk.processDied();
        disk.powerCut(true, 0);
        assertEquals(Optional.empty(), read(KEY));
    }

    @Test
    void anOlderStateCanBeRestored() {
        write(KEY, "a", Durability.DISK);
        Disk.Backup backup = disk.backup();
        write(KEY, "b", Durability.DISK);
        disk.restore(backup);
        assertEquals(Optional.of("a"), read(KEY));
    }

    @Test
    void theIncarnationIsKeptOnlyOverACleanStopOfTheVeryDirectory() {
        NodeFiles files = new NodeFiles();
        long[] drawn = new long[1];
        NodeFiles.Start first = files.start(disk, () -> ++drawn[0]);
        assertTrue(first.isNew());
        assertEquals(DataDoubt.MAY_LACK, first.doubt(), "an earlier life's directory may be gone as a whole");
        assertTrue(files.start(disk, () -> ++drawn[0]).isNew(), "after a crash");

        SortedMap<TreeName, Bytes> trees =
                new TreeMap<>(Map.of(new TreeName(new TableName("sim", "t"), 1), Bytes.utf8("tree")));
        files.stoppedCleanly(disk, trees, DataDoubt.MAY_LACK);
        NodeFiles copy = files.copy();
        assertEquals(
                new NodeFiles.Start(2, false, trees, DataDoubt.MAY_LACK),
                files.start(disk, () -> ++drawn[0]),
                "what was in doubt when it was stopped still is");

        files.restore(copy);
        NodeFiles.Start restored = files.start(disk, () -> ++drawn[0]);
        assertTrue(restored.isNew() && restored.trees().isEmpty(), "a restored directory is another one");
        assertEquals(DataDoubt.MAY_BE_OLD, restored.doubt());

        files.stoppedCleanly(disk, trees, DataDoubt.NONE);
        write(KEY, "later", Durability.DISK);
        NodeFiles.Start changed = files.start(disk, () -> ++drawn[0]);
        assertTrue(changed.isNew() && changed.trees().isEmpty(), "the engine is not as it was left");
    }

    @Test
    void reapEpochsGoBackWithTheEnginesAlone() {
        NodeFiles files = new NodeFiles();
        files.start(disk, () -> 1);
        files.keep(3, new ReapEpoch(5, 5));
        NodeFiles backup = files.copy();
        files.keep(3, new ReapEpoch(6, 6));
        files.keep(4, new ReapEpoch(1, 0));
        files.start(disk, () -> 2);
        assertEquals(Map.of(3, new ReapEpoch(6, 6), 4, new ReapEpoch(1, 0)), files.reapEpochs());
        files.restoreEngines(backup);
        files.start(disk, () -> 3);
        assertEquals(Map.of(3, new ReapEpoch(5, 5), 4, ReapEpoch.NONE), files.reapEpochs());
    }

    @Test
    void keyEpochsAreNeverGivenTwice() {
        NodeFiles files = new NodeFiles();
        long first = files.reserveEpochs();
        assertEquals(first + NodeFiles.EPOCH_BLOCK, files.reserveEpochs());
    }
}
