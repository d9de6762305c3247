package org.armature.engine.mysql;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of its own in a process of its own: on 127.0.0.1 and a free port, its data in a temporary directory. The process
 * ends with this one, however that ends: a shell between the two waits for its standard input to close.
 */
final class TestServer implements AutoCloseable {
    static final String URL_PROPERTY = "armature.mysql.url";
    static final String DATABASE = "armature_test";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String SHELL =
            "exec 3<&0; \"$@\" </dev/null & server=$!; (cat <&3 >/dev/null; kill -9 $server 2>/dev/null) & wait $server";

    private final ServerKind kind;
    private final ServerKind.Installation installation;
    private final Path home;
    private final int port;
    private final List<String> arguments;
    private final Optional<Long> mostFileBytes;
    private Process process;

    private TestServer(
            ServerKind kind,
            ServerKind.Installation installation,
            Path home,
            int port,
            List<String> arguments,
            Optional<Long> mostFileBytes) {
        this.kind = kind;
        this.installation = installation;
        this.home = home;
        this.port = port;
        this.arguments = arguments;
        this.mostFileBytes = mostFileBytes;
    }

    /** Starts one with the further arguments and prints which it is. */
    static TestServer start(ServerKind kind, String... arguments) {
        return start(kind, List.of(arguments), Optional.empty());
    }

    /** Starts one that has no room for files longer than that, in bytes. */
    static TestServer startWithFilesOf(ServerKind kind, long mostFileBytes) {
        return start(kind, List.of(), Optional.of(mostFileBytes));
    }

    private static TestServer start(ServerKind kind, List<String> arguments, Optional<Long> mostFileBytes) {
        try {
            ServerKind.Installation installation = kind.install();
            Path home = Files.createTempDirectory("armature-mysql-");
            TemporaryFiles.copy(kind.template(installation), home.resolve("data"));
            TestServer server = new TestServer(kind, installation, home, freePort(), arguments, mostFileBytes);
            server.start();
            server.sql("CREATE DATABASE IF NOT EXISTS " + DATABASE);
            System.out.println("==== " + kind + ": version " + server.query("SELECT VERSION()") + ", "
                    + installation.program() + " ====");
            return server;
        } catch (IOException e) {
            throw new AssertionError("no " + kind + " server", e);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
    }

    /** Starts the process, on the data there is. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", mostFileBytes.map(TestServer::limit).orElse("") + SHELL, "sh"));
        command.addAll(installation.command(home.resolve("data")));
        command.addAll(List.of(
                "--socket=" + home.resolve("socket"),
                "--pid-file=" + home.resolve("pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--log-error=" + home.resolve("error.log"),
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=1",
                ServerKind.SMALL_LOG));
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--ssl"))) {
            // a key made at every start would take seconds
            command.add("--skip-ssl");
        }
        if (kind == ServerKind.MYSQL) {
            Path init = home.resolve("init.sql");
            Files.writeString(init, """
                    CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '';
                    GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
                    """);
            command.addAll(List.of("--mysqlx=OFF", "--skip-log-bin", "--init-file=" + init));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("output.log").toFile()));
        builder.environment().putAll(installation.environment());
        process = builder.start();
        awaitConnection();
    }

    /** As {@code kill -9}, and waits for the end. */
    void kill() throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not die");
        }
        process.getOutputStream().close();
        Files.deleteIfExists(home.resolve("pid"));
    }

    Path data() {
        return home.resolve("data");
    }

    int port() {
        return port;
    }

    ServerKind kind() {
        return kind;
    }

    /** Options that lead an engine to this server, as its user root. */
    SortedMap<String, String> options() {
        return new TreeMap<>(Map.of("port", String.valueOf(port), "database", DATABASE, "user", "root"));
    }

    /** As {@link #options()}, with a new database of its own. */
    SortedMap<String, String> optionsOfNewDatabase() {
        SortedMap<String, String> options = options();
        String database = DATABASE + "_" + DATABASES.incrementAndGet();
        sql("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
        options.put("database", database);
        return options;
    }

    void sql(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of the first row. */
    String query(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Connection connect() throws SQLException {
        MysqlDataSource source = new MysqlDataSource();
        source.setServerName("127.0.0.1");
        source.setPort(port);
        source.setUser("root");
        source.setPassword("");
        source.setSslMode("DISABLED");
        source.setAllowPublicKeyRetrieval(true);
        return source.getConnection();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not end");
            }
            TemporaryFiles.delete(home);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
    }

    /** The system ends a process that writes beyond the limit, unless it ignores the signal: then there is no room. */
    private static String limit(long mostFileBytes) {
        return "trap '' XFSZ; ulimit -f " + mostFileBytes / 512 + "; ";
    }

    private void awaitConnection() throws IOException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (true) {
            try (Connection connection = connect()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    Path log = home.resolve("error.log");
                    throw new AssertionError(
                            "the server did not start: "
                                    + Files.readString(home.resolve("output.log"))
                                    + (Files.exists(log) ? Files.readString(log) : ""),
                            e);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
