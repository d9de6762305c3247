package org.armature.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.armature.model.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code node.ports} in the data directory: where the node listens, there for as long as it answers. */
final class PortsFile {
    private static final Logger LOG = LoggerFactory.getLogger(PortsFile.class);

    private final Path file;

    PortsFile(Path file) {
        this.file = file;
    }

    void write(InetSocketAddress peers, InetSocketAddress clients, InetSocketAddress admin) {
        String text = "pid=" + ProcessHandle.current().pid() + "\npeer=" + text(peers) + "\nclient=" + text(clients)
                + "\nadmin=" + text(admin) + "\n";
        try {
            DurableFile.write(file, text);
        } catch (IOException e) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_UNREADABLE, file + " can't be written: " + e + ". Objects are as they were");
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    void delete() {
        try {
            DurableFile.delete(file);
        } catch (IOException e) {
            LOG.warn("stale file left file={} reason=\"{}\"", file, e.toString());
        }
    }
}
