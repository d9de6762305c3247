package org.armature.demo.database;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A database on a server that somebody else runs. What the engine makes there is left there. */
record NamedDatabase(String host, int port, String user, String database, Optional<String> tls, boolean hasPassword)
        implements DatabaseSource {
    private static final String FORM = "mysql://USER@HOST:PORT/DATABASE[?tls=MODE]";
    private static final String TLS = "tls=";
    private static final int DEFAULT_PORT = 3306;

    /** @throws IOException if it is none */
    static NamedDatabase parse(String url, boolean hasPassword) throws IOException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw wrong("can't be read: " + e.getReason());
        }
        String user = uri.getUserInfo();
        if (user != null && user.contains(":")) {
            throw wrong("has a password, which others on this machine can read: put it into the variable " + PASSWORD);
        }
        String query = uri.getQuery();
        if (!"mysql".equals(uri.getScheme())
                || user == null
                || uri.getHost() == null
                || uri.getPath().length() < 2
                || (query != null && !query.startsWith(TLS))) {
            throw wrong("is not of the form " + FORM);
        }
        return new NamedDatabase(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                user,
                uri.getPath().substring(1),
                Optional.ofNullable(query).map(mode -> mode.substring(TLS.length())),
                hasPassword);
    }

    private static IOException wrong(String why) {
        return new IOException("the URL of the MySQL-protocol server " + why);
    }

    @Override
    public Database open() throws IOException {
        String version;
        try (Socket socket = new Socket()) {
            version = Greeting.read(socket, new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IOException("the server at " + host + ":" + port + " can't be used: " + e.getMessage(), e);
        }
        Map<String, String> options =
                new TreeMap<>(Map.of("host", host, "port", Integer.toString(port), "user", user, "database", database));
        tls.ifPresent(mode -> options.put("tls", mode));
        if (hasPassword) {
            options.put("password-env", PASSWORD);
        }
        return new Database(version + " at " + host + ":" + port, options, () -> {});
    }
}
