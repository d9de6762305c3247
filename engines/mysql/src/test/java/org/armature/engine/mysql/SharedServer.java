package org.armature.engine.mysql;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One server of each kind for the contract. Instead of a MariaDB server that is started, one that runs can be given by the
 * property {@link TestServer#URL_PROPERTY}, as {@code mysql://user:password@host:port/database}. Processes that the
 * contract starts find the server by a file.
 */
final class SharedServer {
    private static final Set<ServerKind> READY = EnumSet.noneOf(ServerKind.class);
    private static final Map<ServerKind, TestServer> STARTED = new EnumMap<>(ServerKind.class);

    private SharedServer() {}

    /** Sees to it that {@link #options} leads to a server, and prints which. */
    static synchronized void ready(ServerKind kind) {
        if (!READY.add(kind)) {
            return;
        }
        Optional<String> given = Optional.ofNullable(System.getProperty(TestServer.URL_PROPERTY))
                .filter(url -> kind == ServerKind.MARIADB && !url.isEmpty());
        SortedMap<String, String> options;
        if (given.isPresent()) {
            options = given(URI.create(given.get()));
        } else {
            options = started(kind).options();
        }
        Properties properties = new Properties();
        properties.putAll(options);
        try (var out = Files.newBufferedWriter(file(kind))) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that this JVM started, for tests that leave it as it was. */
    static synchronized TestServer started(ServerKind kind) {
        return STARTED.computeIfAbsent(kind, absent -> {
            TestServer server = TestServer.start(absent);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        });
    }

    static SortedMap<String, String> options(ServerKind kind) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file(kind))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<String, String> options = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> options.put(name, properties.getProperty(name)));
        return options;
    }

    private static SortedMap<String, String> given(URI url) {
        String[] user = url.getUserInfo().split(":", 2);
        SortedMap<String, String> options = new TreeMap<>();
        options.put("host", url.getHost());
        options.put("port", String.valueOf(url.getPort()));
        options.put("user", user[0]);
        options.put("database", url.getPath().substring(1));
        options.put("tls", "insecure");
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl("jdbc:mysql://" + url.getHost() + ":" + url.getPort() + url.getPath()
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true");
        source.setUser(user[0]);
        if (user.length == 2) {
            source.setPassword(user[1]);
            options.put("password-file", secret(user[1]).toString());
        }
        try (Connection connection = source.getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT VERSION()")) {
            row.next();
            System.out.println("==== given server " + url.getHost() + ":" + url.getPort() + ": version "
                    + row.getString(1) + " ====");
        } catch (SQLException e) {
            throw new AssertionError(
                    "no server at " + url.getHost() + ":" + url.getPort() + ", as -D" + TestServer.URL_PROPERTY
                            + " says; without it one is started",
                    e);
        }
        return options;
    }

    private static Path secret(String password) {
        try {
            Path file = Files.createTempFile(
                    "armature-password",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            file.toFile().deleteOnExit();
            return Files.writeString(file, password, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(ServerKind kind) {
        return Path.of("target", kind + ".properties");
    }
}
