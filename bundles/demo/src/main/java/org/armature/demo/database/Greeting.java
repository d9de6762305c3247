package org.armature.demo.database;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a server that speaks MySQL's protocol says first: a packet with its version (protocol::HandshakeV10). */
final class Greeting {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int HEADER_BYTES = 4;
    private static final int PROTOCOL = 10;
    private static final int LONGEST_VERSION = 100;
    /** MariaDB says it before its own version, for clients that know no version above 9. */
    private static final String REPLICATION_PREFIX = "5.5.5-";

    private Greeting() {}

    /**
     * Connects and reads it.
     *
     * @return kind and version, such as {@code MariaDB 11.4.5}
     * @throws IOException if nobody answers so
     */
    static String read(Socket socket, InetSocketAddress address) throws IOException {
        int millis = (int) LIMIT.toMillis();
        socket.connect(address, millis);
        socket.setSoTimeout(millis);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.skipNBytes(HEADER_BYTES);
        int protocol = in.readUnsignedByte();
        if (protocol != PROTOCOL) {
            throw new IOException("it does not greet as a server of MySQL's protocol does");
        }
        ByteArrayOutputStream version = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != 0; next = in.readUnsignedByte()) {
            version.write(next);
            if (version.size() > LONGEST_VERSION) {
                throw new IOException("it does not greet as a server of MySQL's protocol does");
            }
        }
        return name(version.toString(StandardCharsets.US_ASCII));
    }

    static String name(String version) {
        String own = version.startsWith(REPLICATION_PREFIX) ? version.substring(REPLICATION_PREFIX.length()) : version;
        return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + own.split("-", 2)[0];
    }
}
