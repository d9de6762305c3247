package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script before Java takes over. */
class CommandScriptIT {
    private static final String[] WRONG = {"run-node", "--etc", "/nowhere"};

    @TempDir
    Path temp;

    private Path program;

    @BeforeEach
    void unpack() throws IOException {
        program = UnpackedZip.into(temp.resolve("home")).resolve("bin/armature");
    }

    @Test
    void itFindsItsHomeThroughSymbolicLinks() throws Exception {
        Path bin = Files.createDirectory(temp.resolve("bin"));
        Path first = Files.createSymbolicLink(bin.resolve("armature-0.1"), program);
        Path second = Files.createSymbolicLink(bin.resolve("armature"), first.getFileName());
        assertSays(second, Map.of(), "ARM-101 cannot start: the configuration directory does not exist: /nowhere");
    }

    @Test
    void withoutAnyJavaItSaysWhatToInstall() throws Exception {
        Path bin = Files.createDirectory(temp.resolve("bin"));
        for (String tool : new String[] {"sh", "dirname", "readlink", "sed"}) {
            Files.createSymbolicLink(bin.resolve(tool), find(tool));
        }
        Map<String, String> environment = Map.of("JAVA_HOME", "", "PATH", bin.toString());
        assertSays(program, environment, "no java found: JAVA_HOME is not set and there is none on the PATH");
        assertSays(program, environment, "version 17 or newer");
    }

    @Test
    void aWrongJavaHomeIsNamed() throws Exception {
        assertSays(program, Map.of("JAVA_HOME", "/nowhere"), "JAVA_HOME is /nowhere, but there is no bin/java in it");
    }

    @Test
    void anOldJavaIsNamedWithItsVersion() throws Exception {
        Path old = fakeJava("JAVA_VERSION=\"11.0.2\"\n");
        assertSays(program, Map.of("JAVA_HOME", old.toString()), old + "/bin/java is version 11 of Java");
    }

    @Test
    void aJavaWithoutAReleaseFileIsAskedItself() throws Exception {
        Path old = fakeJava(null);
        assertSays(program, Map.of("JAVA_HOME", old.toString()), old + "/bin/java is version 8 of Java");
    }

    private Path fakeJava(String release) throws IOException {
        Path home = temp.resolve("fake");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'java version \"1.8.0_392\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (release != null) {
            Files.writeString(home.resolve("release"), release);
        }
        return home;
    }

    private static Path find(String tool) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path path = Path.of(folder, tool);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        throw new AssertionError("no " + tool + " on the PATH");
    }

    private static void assertSays(Path program, Map<String, String> environment, String text) throws Exception {
        try (Command command = Command.start(program, environment, WRONG)) {
            assertEquals(1, command.exitStatus());
            assertTrue(command.output().contains(text), command.output());
        }
    }
}
