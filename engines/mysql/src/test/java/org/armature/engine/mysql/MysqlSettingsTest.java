package org.armature.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlSettingsTest {
    private static final String SECRET = "s3cret";

    @TempDir
    Path temporary;

    @Test
    void thePasswordComesFromTheEnvironment() {
        assertEquals(
                SECRET, read(Map.of("password-env", "DB_PASSWORD")).password().secret());
    }

    @Test
    void thePasswordIsTheFirstLineOfAFileForItsOwnerAlone() throws IOException {
        Path file = file("rw-------", SECRET + "\nmore\n");
        assertEquals(
                SECRET,
                read(Map.of("password-file", file.toString())).password().secret());
    }

    @Test
    void aPasswordFileThatOthersMayReadIsRefused() throws IOException {
        for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw-rw-rw-"}) {
            Path file = file(permissions, SECRET);
            String message = refusal(Map.of("password-file", file.toString()));
            assertTrue(message.contains(permissions) && message.contains("chmod 600 " + file), message);
        }
    }

    @Test
    void aPasswordFileThatIsMissingOrEmptyIsRefused() throws IOException {
        String missing =
                refusal(Map.of("password-file", temporary.resolve("none").toString()));
        assertTrue(missing.contains("can't be read"), missing);
        String empty = refusal(Map.of("password-file", file("rw-------", "").toString()));
        assertTrue(empty.contains("empty first line"), empty);
    }

    @Test
    void aVariableThatIsNotSetIsNamedAndWhatMayBeASecretIsNot() {
        String unset = refusal(Map.of("password-env", "NO_SUCH_VARIABLE"));
        assertTrue(unset.contains("NO_SUCH_VARIABLE"), unset);
        String secret = refusal(Map.of("password-env", SECRET));
        assertFalse(secret.contains(SECRET), secret);
        String unknown = refusal(Map.of("password", SECRET));
        assertFalse(unknown.contains(SECRET), unknown);
    }

    @Test
    void thePasswordIsNotShown() {
        assertFalse(read(Map.of("password-env", "DB_PASSWORD")).toString().contains(SECRET));
    }

    @Test
    void twoPlacesForThePasswordAreRefused() {
        String message = refusal(Map.of("password-env", "DB_PASSWORD", "password-file", "/tmp/secret"));
        assertTrue(message.contains("both given"), message);
    }

    @Test
    void anotherMachineInTheClearHasToBeWantedByName() {
        String message = refusal(Map.of("host", "db.example.org"));
        assertTrue(message.contains("tls=off") && message.contains("db.example.org"), message);
        for (String tls : new String[] {"insecure", "required", "verify-ca", "verify-identity"}) {
            assertEquals(
                    "db.example.org",
                    read(Map.of("host", "db.example.org", "tls", tls)).host());
        }
        for (String host : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "::1"}) {
            assertEquals(TlsMode.OFF, read(Map.of("host", host)).tls());
        }
    }

    @Test
    void certificatesThatNothingLooksAtAreRefused() throws IOException {
        String file = file("rw-r--r--", "").toString();
        assertTrue(refusal(Map.of("tls", "required", "tls-ca", file)).contains("nothing is verified"));
        assertTrue(refusal(Map.of("tls", "verify-ca", "tls-ca", file + ".none")).contains("must be a file"));
    }

    @Test
    void namesThatCouldChangeAStatementOrAUrlAreRefused() {
        for (String database : new String[] {"", "a b", "a`b", "a?x=y", "a/b", "x".repeat(65)}) {
            assertTrue(refusal(Map.of("database", database)).contains("database=" + database), database);
        }
        for (String host : new String[] {"", "a b", "a/b", "a?x", "a:b@c", "(host=a)"}) {
            assertTrue(refusal(Map.of("host", host)).contains("host=" + host), host);
        }
    }

    private MysqlSettings read(Map<String, String> options) {
        return MysqlSettings.read(
                new MysqlEngine(), Fixture.settings(temporary, options), Map.of("DB_PASSWORD", SECRET)::get);
    }

    private String refusal(Map<String, String> options) {
        return assertThrows(StorageException.BadSettings.class, () -> read(options))
                .getMessage();
    }

    private Path file(String permissions, String contents) throws IOException {
        Path file = Files.createTempFile(temporary, "secret", "");
        Files.writeString(file, contents);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
