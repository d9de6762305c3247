package org.armature.demo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NamedDatabaseTest {
    @Test
    void theUrlNamesHostPortUserAndDatabase() throws IOException {
        assertEquals(
                new NamedDatabase("db.example", 3307, "me", "shop", Optional.empty(), true),
                NamedDatabase.parse("mysql://me@db.example:3307/shop", true));
        assertEquals(
                new NamedDatabase("127.0.0.1", 3306, "me", "shop", Optional.of("verify-ca"), false),
                NamedDatabase.parse("mysql://me@127.0.0.1/shop?tls=verify-ca", false));
    }

    @Test
    void aUrlThatIsNoneIsRefusedAndSoIsOneWithAPassword() {
        for (String url : new String[] {
            "mysql://host/shop", "mysql://me@host", "postgres://me@host/shop", "mysql://me@host/shop?x=1", "a b"
        }) {
            assertThrows(IOException.class, () -> NamedDatabase.parse(url, false), url);
        }
        IOException secret =
                assertThrows(IOException.class, () -> NamedDatabase.parse("mysql://me:secret@host/shop", false));
        assertTrue(secret.getMessage().contains(DatabaseSource.PASSWORD), secret.getMessage());
        assertTrue(!secret.getMessage().contains("secret"), secret.getMessage());
    }

    @Test
    void theOptionGoesBeforeTheEnvironmentAndBothBeforeProgramsOfThisMachine() throws Exception {
        Map<String, String> environment = Map.of(DatabaseSource.URL, "mysql://a@h/env", DatabaseSource.PASSWORD, "x");
        assertEquals(
                Optional.of(new NamedDatabase("h", 3306, "a", "env", Optional.empty(), true)),
                DatabaseSource.find(Optional.empty(), environment));
        assertEquals(
                Optional.of(new NamedDatabase("h", 3306, "a", "option", Optional.empty(), true)),
                DatabaseSource.find(Optional.of("mysql://a@h/option"), environment));
    }

    private static Database openAt(byte[] greeting) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> greets = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept();
                        OutputStream out = socket.getOutputStream()) {
                    out.write(greeting);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            try {
                return new NamedDatabase("127.0.0.1", server.getLocalPort(), "me", "shop", Optional.of("off"), true)
                        .open();
            } finally {
                greets.join();
            }
        }
    }

    private static byte[] greeting(int protocol, String version) {
        return ("\4\0\0\0" + (char) protocol + version + "\0rest").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void itsVersionIsReadFromItsGreetingAndItsPasswordFromTheEnvironment() throws Exception {
        Database database = openAt(greeting(10, "5.5.5-11.4.5-MariaDB-log"));
        assertTrue(database.name().startsWith("MariaDB 11.4.5 at 127.0.0.1:"), database.name());
        assertTrue(
                database.engineBlock()
                        .matches("engines \\{ mysql \\{ database = \"shop\", host = \"127.0.0.1\","
                                + " password-env = \"ARMATURE_MYSQL_PASSWORD\", port = \"\\d+\", tls = \"off\","
                                + " user = \"me\" } }\n"),
                database.engineBlock());
        assertEquals("MySQL 8.0.15", Greeting.name("8.0.15"));
        assertEquals("MariaDB 10.11.6", Greeting.name("10.11.6-MariaDB-0+deb12u1"));
    }

    @Test
    void whatGreetsOtherwiseIsRefused() {
        assertThrows(IOException.class, () -> openAt(greeting(255, "Host is not allowed")));
        assertThrows(IOException.class, () -> openAt(greeting(10, "x".repeat(500))));
        assertThrows(IOException.class, () -> openAt(new byte[] {1, 2}));
    }
}
