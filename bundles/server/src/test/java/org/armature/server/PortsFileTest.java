package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsFileTest {
    private static final InetSocketAddress PEERS = at("127.0.0.1", 7_100);
    private static final InetSocketAddress CLIENTS = at("::1", 7_101);
    private static final InetSocketAddress ADMIN = at("127.0.0.1", 65_535);

    @TempDir
    Path directory;

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Test
    void itSaysWhoListensWhereWithIpv6InBrackets() throws IOException {
        Path file = directory.resolve("node.ports");
        new PortsFile(file).write(PEERS, CLIENTS, ADMIN);

        assertEquals(
                "pid=" + ProcessHandle.current().pid()
                        + "\npeer=127.0.0.1:7100\nclient=[0:0:0:0:0:0:0:1]:7101\nadmin=127.0.0.1:65535\n",
                Files.readString(file));
    }

    @Test
    void itGoesWithTheNodeAndMayBeGoneAlready() {
        PortsFile ports = new PortsFile(directory.resolve("node.ports"));
        ports.write(PEERS, CLIENTS, ADMIN);
        ports.delete();
        ports.delete();

        assertFalse(Files.exists(directory.resolve("node.ports")));
    }

    @Test
    void ifItCanNotBeWrittenTheNodeDoesNotStart() {
        Path file = directory.resolve("gone").resolve("node.ports");

        String message = assertThrows(StartFailed.class, () -> new PortsFile(file).write(PEERS, CLIENTS, ADMIN))
                .getMessage();
        assertTrue(message.startsWith("ARM-109 " + file + " can't be written: "), message);
    }
}
