package org.armature.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.armature.model.NodeId;
import org.armature.node.DataDoubt;
import org.armature.server.DataDirectory.Incarnation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final String CLUSTER = "00112233445566778899aabbccddeeff";
    private static final NodeId NODE = new NodeId("n1");
    private static final long DRAWN = 0xfedc_ba98_7654_3210L;

    @TempDir
    Path parent;

    private Path path;

    @BeforeEach
    void notThereYet() {
        path = parent.resolve("data");
    }

    private static long never() {
        throw new AssertionError("no new incarnation is due");
    }

    private DataDirectory open() {
        return DataDirectory.open(path, CLUSTER, NODE);
    }

    /** A node ran here, reserved a block of epochs and stopped cleanly. */
    private void leftClean() throws IOException {
        DataDirectory directory = open();
        directory.incarnate(Optional.empty(), () -> DRAWN);
        DurableFile.write(directory.file("key-epochs"), "1048577\n");
        directory.markClean(Set.of("bdbje/shop"), DataDoubt.NONE);
    }

    @Test
    void aNewDirectoryBecomesTheNodesAndBeginsAnIncarnation() throws IOException {
        DataDirectory directory = open();

        assertEquals(Optional.empty(), directory.closedBefore());
        assertEquals(
                new Incarnation(DRAWN, 1, true, Optional.empty(), DataDoubt.MAY_LACK),
                directory.incarnate(Optional.empty(), () -> DRAWN));
        assertEquals("format=1\ncluster=" + CLUSTER + "\nnode=n1\n", Files.readString(path.resolve("identity")));
    }

    @Test
    void afterACleanStopTheIncarnationGoesOnBehindTheReservedEpochs() throws IOException {
        leftClean();
        DataDirectory directory = open();

        assertEquals(Optional.of(new TreeSet<>(Set.of("bdbje/shop"))), directory.closedBefore());
        assertEquals(
                new Incarnation(DRAWN, 1_048_577, false, Optional.empty(), DataDoubt.NONE),
                directory.incarnate(Optional.empty(), DataDirectoryTest::never));
    }

    @Test
    void withoutAMarkTheIncarnationIsNewAndEpochsAreStillNotRepeated() throws IOException {
        leftClean();
        open();
        DataDirectory crashed = open();

        assertEquals(Optional.empty(), crashed.closedBefore());
        assertEquals(
                new Incarnation(
                        7,
                        1_048_577,
                        true,
                        Optional.of(
                                "no mark of a clean shutdown was found: the node was killed, or its machine failed"),
                        DataDoubt.MAY_BE_OLD),
                crashed.incarnate(Optional.empty(), () -> 7));
    }

    @Test
    void ifAnEnvironmentIsNotAsItWasClosedTheIncarnationIsNew() throws IOException {
        leftClean();

        Optional<String> doubt = Optional.of("environment bdbje/shop opened as RECOVERED");
        assertEquals(
                new Incarnation(7, 1_048_577, true, doubt, DataDoubt.MAY_BE_OLD), open().incarnate(doubt, () -> 7));
    }

    @Test
    void aNewIncarnationIsOnDiskAndStays() throws IOException {
        leftClean();
        DataDirectory directory = open();
        directory.incarnate(Optional.of("some doubt"), () -> 7);
        directory.markClean(Set.of(), DataDoubt.NONE);

        assertEquals(
                new Incarnation(7, 1_048_577, false, Optional.empty(), DataDoubt.NONE),
                open().incarnate(Optional.empty(), DataDirectoryTest::never));
    }

    @Test
    void whatWasInDoubtAtACleanStopStillIs() throws IOException {
        for (DataDoubt left : DataDoubt.values()) {
            leftClean();
            DataDirectory directory = open();
            directory.incarnate(Optional.empty(), DataDirectoryTest::never);
            directory.markClean(Set.of(), left);

            Incarnation next = open().incarnate(Optional.empty(), DataDirectoryTest::never);
            assertEquals(left, next.ofData());
        }
    }

    @Test
    void aMarkThatDoesNotTellWhatWasInDoubtIsNoMark() throws IOException {
        leftClean();
        Path mark = path.resolve("clean-shutdown");
        byte[] text = Files.readString(mark).replace("data NONE", "data FINE").getBytes(US_ASCII);
        try (OutputStream into = Files.newOutputStream(mark)) {
            into.write(text);
        }

        assertEquals(
                DataDoubt.MAY_BE_OLD,
                open().incarnate(Optional.empty(), () -> 7).ofData());
    }

    @Test
    void aCopiedDirectoryIsANewIncarnation() throws IOException {
        leftClean();
        Path copy = Files.createDirectory(parent.resolve("copy"));
        for (String file : files(path).keySet()) {
            Files.copy(path.resolve(file), copy.resolve(file));
        }
        DataDirectory directory = DataDirectory.open(copy, CLUSTER, NODE);

        assertEquals(Optional.empty(), directory.closedBefore());
        assertTrue(directory.incarnate(Optional.empty(), () -> 7).isNew());
    }

    @Test
    void numbersThatCanNotBeReadMakeANewIncarnation() throws IOException {
        for (String file : new String[] {"incarnation", "key-epochs"}) {
            for (byte[] damage : new byte[][] {{}, {'x', '\n'}, {0, 0}, {(byte) 0xc3, (byte) 0x28}}) {
                leftClean();
                Files.write(path.resolve(file), damage);
                open().markClean(Set.of(), DataDoubt.NONE);

                Incarnation incarnation = open().incarnate(Optional.empty(), () -> 7);
                assertEquals(7, incarnation.number(), file);
                assertEquals(Optional.of("the file " + file + " holds no number"), incarnation.doubt());
                Files.deleteIfExists(path.resolve(file));
            }
        }
    }

    @Test
    void anotherNodesDirectoryIsRefusedAndLeftAsItWas() throws IOException {
        leftClean();
        refusedUntouched(
                "ARM-104 data directory DIR belongs to node n1, and this is node n2: start it with its own directory,"
                        + " by --data DIR. Nothing in it was changed",
                CLUSTER,
                new NodeId("n2"));
    }

    @Test
    void anotherClustersDirectoryIsRefusedAndLeftAsItWas() throws IOException {
        leftClean();
        String other = "ff" + CLUSTER.substring(2);
        refusedUntouched(
                "ARM-104 data directory DIR belongs to cluster " + CLUSTER + ", and this is cluster " + other
                        + ": start it with its own directory, by --data DIR. Nothing in it was changed",
                other,
                NODE);
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAsItWas() throws IOException {
        leftClean();
        Files.writeString(path.resolve("identity"), "format=2\nshard=1\n");
        refusedUntouched(
                "ARM-105 data directory DIR has format 2, and this version reads up to 1: start it with the newer"
                        + " version that wrote it. Nothing in it was changed",
                CLUSTER,
                NODE);
    }

    @Test
    void anIdentityThatIsDamagedIsRefusedByWhatItLacks() throws IOException {
        leftClean();
        Map<String, String> lacks = Map.of(
                "\u0000\u0000=\u0000\n",
                "format",
                "format=one\n",
                "format",
                "format=0\n",
                "format",
                "format=1\ncluste",
                "cluster",
                "format=1\ncluster=" + CLUSTER + "\n",
                "node");
        for (Map.Entry<String, String> damage : lacks.entrySet()) {
            Files.writeString(path.resolve("identity"), damage.getKey());
            refusedUntouched(
                    "ARM-109 the file identity in data directory DIR names no " + damage.getValue()
                            + ": restore that file, or start with another directory by --data. Nothing in it was"
                            + " changed",
                    CLUSTER,
                    NODE);
        }
    }

    @Test
    void storesWithoutAnIdentityAreNobodysToTake() throws IOException {
        leftClean();
        Files.createDirectory(path.resolve("engines"));
        Files.delete(path.resolve("identity"));
        refusedUntouched(
                "ARM-109 data directory DIR holds stores but no readable file identity, so whose they are is unknown."
                        + " Restore that file, or start with another directory by --data. Nothing in it was changed",
                CLUSTER,
                NODE);
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Files.writeString(path, "not a directory");

        String message = assertThrows(StartFailed.class, this::open).getMessage();
        assertTrue(message.startsWith("ARM-109 data directory " + path + ": "), message);
        assertTrue(message.endsWith(". Nothing in it was changed"), message);
    }

    private void refusedUntouched(String expected, String cluster, NodeId node) throws IOException {
        Map<String, String> before = files(path);

        String message = assertThrows(StartFailed.class, () -> DataDirectory.open(path, cluster, node))
                .getMessage();
        assertEquals(expected, message.replace("directory " + path, "directory DIR"));
        assertEquals(before, files(path));
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
