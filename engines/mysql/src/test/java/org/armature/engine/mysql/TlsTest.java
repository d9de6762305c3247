package org.armature.engine.mysql;

import static org.armature.engine.mysql.Fixture.CART;
import static org.armature.engine.mysql.Fixture.put;
import static org.armature.engine.mysql.Fixture.settings;
import static org.armature.engine.mysql.Fixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.storage.Environment;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real server, whose certificate the JDK's keytool makes. */
class TlsTest {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    Path temporary;

    private final MysqlEngine engine = new MysqlEngine(Map.of("PASSWORD", "right")::get);

    @AfterEach
    void close() {
        engine.closeAll();
    }

    @ForEachKind
    void theServersCertificateIsLookedAtAsTheOptionSays(ServerKind kind) throws Exception {
        Certificate ours = certificate("ours", "san=dns:localhost");
        Certificate other = certificate("other", "san=dns:localhost");
        try (TestServer server = TestServer.start(
                kind, "--ssl-ca=" + ours.pem(), "--ssl-cert=" + ours.pem(), "--ssl-key=" + ours.key())) {
            server.sql(
                    "CREATE USER tls@'%' IDENTIFIED BY 'right' REQUIRE SSL", "GRANT ALL ON armature_test.* TO tls@'%'");
            Map<String, String> options =
                    with(server.options(), "user", "tls", "password-env", "PASSWORD", "pool-size", "1");

            String clear = refused(options);
            assertTrue(clear.contains("may not log in"), clear);

            serves(with(options, "tls", "required"));
            serves(with(options, "tls", "verify-ca", "tls-ca", ours.pem().toString()));
            serves(with(options, "tls", "verify-identity", "tls-ca", ours.pem().toString(), "host", "localhost"));

            String untrusted = refused(
                    with(options, "tls", "verify-ca", "tls-ca", other.pem().toString()));
            assertTrue(untrusted.contains("tls-ca"), untrusted);
            String unnamed = refused(
                    with(options, "tls", "verify-identity", "tls-ca", ours.pem().toString(), "host", "127.0.0.1"));
            assertTrue(unnamed.contains("tls=verify-identity"), unnamed);
            String unsigned = refused(with(options, "tls", "verify-ca"));
            assertTrue(unsigned.contains("tls=verify-ca"), unsigned);
        }
    }

    @ForEachKind
    void aServerWithoutTlsIsRefusedWhereItIsRequired(ServerKind kind) {
        String message = refused(with(SharedServer.started(kind).options(), "tls", "required"));
        assertTrue(message.contains("tls=required"), message);
    }

    @ForEachKind
    void aFileWithoutCertificatesIsRefused(ServerKind kind) throws IOException {
        Path nonsense = Files.writeString(temporary.resolve("nonsense.pem"), "nonsense");
        String message =
                refused(with(SharedServer.started(kind).options(), "tls", "verify-ca", "tls-ca", nonsense.toString()));
        assertTrue(message.contains(nonsense.toString()), message);
    }

    private void serves(Map<String, String> options) {
        Environment environment = open(options);
        put(environment, CART, 1, 10);
        assertEquals(1, environment.store(CART).stats().entries());
        environment.close();
    }

    private String refused(Map<String, String> options) {
        StorageException refusal = assertThrows(StorageException.BadSettings.class, () -> open(options));
        Fixture.assertNoClassOfTheDriverIn(refusal);
        return refusal.getMessage();
    }

    private Environment open(Map<String, String> options) {
        return engine.open(settings(temporary.resolve("shop"), options));
    }

    /** Files in PEM. */
    private record Certificate(Path pem, Path key) {}

    /** Self-signed, so that it is its own authority. */
    private Certificate certificate(String name, String extension)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = temporary.resolve(name + ".p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-ext",
                "bc=ca:true",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD);
        ServerKind.run(
                command,
                new ServerKind.Installation(store, store, store, Map.of()),
                Optional.empty(),
                temporary.resolve(name + ".log"));
        KeyStore made = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        Path pem = pem(name + ".pem", "CERTIFICATE", made.getCertificate(name).getEncoded());
        Path key = pem(
                name + ".key",
                "PRIVATE KEY",
                made.getKey(name, STORE_PASSWORD.toCharArray()).getEncoded());
        return new Certificate(pem, key);
    }

    private Path pem(String file, String what, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(
                temporary.resolve(file), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
