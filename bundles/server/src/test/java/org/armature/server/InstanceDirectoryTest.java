package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of instances are replaced all together or not at all. */
class InstanceDirectoryTest {
    @TempDir
    Path etc;

    private Path instances;

    @BeforeEach
    void make() throws IOException {
        instances = Files.createDirectories(etc.resolve("instances"));
        Files.writeString(instances.resolve("a.conf"), "a1");
        Files.writeString(instances.resolve("b.conf"), "b1");
        Files.writeString(instances.resolve("c.conf"), "c1");
    }

    private static InstanceFiles files(Map<String, String> contents) {
        Map<String, Bytes> bytes = new TreeMap<>();
        contents.forEach((file, text) -> bytes.put(file, Bytes.utf8(text)));
        return new InstanceFiles(new TreeMap<>(bytes));
    }

    @Test
    void whatLiesBesideAFileDoesNotLeaveTheFilesHalfReplaced() throws IOException {
        Files.createDirectories(instances.resolve("b.conf.new"));
        InstanceDirectory directory = new InstanceDirectory(etc);
        InstanceFiles before = directory.read();
        InstanceFiles next = files(Map.of("a.conf", "a2", "b.conf", "b2", "d.conf", "d2"));
        Optional<String> failure = directory.replace(next, before.digest(), new ConfigArchive(etc.resolve("data")));
        assertEquals(failure.isEmpty() ? next : before, directory.read(), failure::toString);
        assertTrue(failure.isEmpty(), failure::toString);
    }

    /** In place of the end of a process: nobody catches it. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Fails at one of the steps at which names change. */
    private static final class Failing extends ReplacedFiles {
        private final int at;
        private final boolean dies;
        private int steps;

        Failing(Path directory, int at, boolean dies) {
            super(directory);
            this.at = at;
            this.dies = dies;
        }

        private void step() throws IOException {
            steps++;
            if (steps == at) {
                if (dies) {
                    throw new Died();
                }
                throw new IOException("no more");
            }
        }

        @Override
        void put(Path draft, Path file) throws IOException {
            step();
            super.put(draft, file);
        }

        @Override
        void remove(Path file) throws IOException {
            step();
            super.remove(file);
        }
    }

    private static final int STEPS = 4;
    private static final InstanceFiles NEXT = files(Map.of("a.conf", "a2", "b.conf", "b2", "d.conf", "d2"));

    @Test
    void whatFailsAtAnyStepLeavesTheFilesAsTheyWere() throws IOException {
        for (int at = 1; at <= STEPS; at++) {
            InstanceDirectory directory = new InstanceDirectory(etc, new Failing(instances, at, false));
            InstanceFiles before = directory.read();
            String failure = directory.replace(NEXT, before.digest(), archive()).orElseThrow();
            assertTrue(failure.endsWith("can't be replaced: java.io.IOException: no more"), failure);
            assertEquals(before, directory.read());
            assertNothingElse(3);
        }
        InstanceDirectory directory = new InstanceDirectory(etc, new Failing(instances, STEPS + 1, false));
        assertEquals(Optional.empty(), directory.replace(NEXT, directory.read().digest(), archive()));
        assertEquals(NEXT, directory.read());
        assertNothingElse(3);
    }

    @Test
    void aProcessThatDiesAtAnyStepLeavesAnOrderThatTheNextCarriesOut() throws IOException {
        InstanceFiles before = new InstanceDirectory(etc).read();
        for (int at = 1; at <= STEPS; at++) {
            dieAt(at);
            InstanceDirectory next = new InstanceDirectory(etc);
            next.goOn(archive());
            assertEquals(NEXT, next.read(), "died at step " + at);
            assertNothingElse(3);
            assertEquals(Optional.empty(), next.replace(before, NEXT.digest(), archive()));
            assertEquals(before, next.read());
        }
    }

    private void dieAt(int step) {
        InstanceDirectory dying = new InstanceDirectory(etc, new Failing(instances, step, true));
        InstanceFiles before = dying.read();
        assertThrows(Died.class, () -> dying.replace(NEXT, before.digest(), archive()));
    }

    @Test
    void whatCanNotBePutBackIsToldWithWhatTheNextStartDoes() throws IOException {
        ReplacedFiles failing = new ReplacedFiles(instances) {
            private int steps;

            @Override
            void put(Path draft, Path file) throws IOException {
                steps++;
                if (steps > 1) {
                    throw new IOException("no more");
                }
                super.put(draft, file);
            }
        };
        InstanceDirectory directory = new InstanceDirectory(etc, failing);
        String failure =
                directory.replace(NEXT, directory.read().digest(), archive()).orElseThrow();
        assertTrue(failure.contains("could not all be put back: java.io.IOException: no more"), failure);
        assertTrue(failure.contains("The next start of the node puts what was asked for in their place"), failure);
        InstanceDirectory next = new InstanceDirectory(etc);
        next.goOn(archive());
        assertEquals(NEXT, next.read());
    }

    @Test
    void anOrderThatWasNotWrittenAsAWholeIsNone() throws IOException {
        InstanceDirectory directory = new InstanceDirectory(etc);
        InstanceFiles before = directory.read();
        for (String part : List.of(".replacing.new", ".replacing.old")) {
            Path half = Files.createDirectories(instances.resolve(part));
            Files.writeString(half.resolve("a.conf"), "a9");
            directory.goOn(archive());
            assertEquals(before, directory.read());
        }
        assertEquals(Optional.empty(), directory.replace(NEXT, before.digest(), archive()));
        assertNothingElse(3);
    }

    @Test
    void whatWasWrittenAfterTheProcessDiedIsKeptAside() throws IOException {
        dieAt(1);
        Files.writeString(instances.resolve("a.conf"), "by hand");
        new InstanceDirectory(etc).goOn(archive());
        try (Stream<Path> kept = Files.walk(etc.resolve("data"))) {
            Path file = kept.filter(path -> path.endsWith("a.conf")).findFirst().orElseThrow();
            assertEquals("by hand", Files.readString(file));
        }
    }

    private ConfigArchive archive() {
        return new ConfigArchive(etc.resolve("data"));
    }

    private void assertNothingElse(int files) throws IOException {
        try (Stream<Path> all = Files.list(instances)) {
            assertEquals(files, all.count());
        }
    }
}
