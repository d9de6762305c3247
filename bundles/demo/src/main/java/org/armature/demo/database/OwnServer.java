package org.armature.demo.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.armature.demo.cluster.OwnDirectory;

/**
 * A server in a process of its own, on loopback, with its data in a directory that is thrown away. The process ends with
 * this one, however that ends: a shell between the two waits for its standard input to close.
 */
final class OwnServer {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;
    private static final int PASSWORD_BYTES = 16;
    private static final int SHOWN_CHARACTERS = 2_000;
    private static final String NAME = "armature";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SHELL =
            "exec 3<&0; \"$@\" </dev/null & server=$!; (cat <&3 >/dev/null; kill -9 $server 2>/dev/null) & wait $server";

    private final ServerProgram program;
    private final OwnDirectory own;
    private final Path directory;
    private final Path data;
    private Optional<Process> process = Optional.empty();

    private OwnServer(ServerProgram program, OwnDirectory own) {
        this.program = program;
        this.own = own;
        this.directory = own.path().toAbsolutePath();
        this.data = directory.resolve("data");
    }

    /**
     * Starts one in a new directory among the temporary files, which only this user may read.
     *
     * @throws IOException if it does not serve, with what it said; then nothing is left of it
     */
    static Database start(ServerProgram program) throws IOException, InterruptedException {
        OwnServer server = new OwnServer(program, OwnDirectory.take(Optional.empty()));
        boolean serves = false;
        try {
            server.initialise();
            Database database = server.serve();
            serves = true;
            return database;
        } finally {
            if (!serves) {
                server.end();
            }
        }
    }

    private void initialise() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program.command(data));
        Optional<Path> input = Optional.empty();
        if (program.isMariaDb()) {
            Files.createDirectory(data);
            command.addAll(List.of("--bootstrap", "--log-warnings=0", "--enforce-storage-engine="));
            input = Optional.of(Files.writeString(directory.resolve("tables.sql"), program.systemTables()));
        } else {
            command.add("--initialize-insecure");
        }
        Path log = directory.resolve("made.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        input.ifPresent(file -> builder.redirectInput(file.toFile()));
        Process making = builder.start();
        if (!making.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            making.destroyForcibly().waitFor();
            throw new IOException(program.file() + " did not make its tables within " + LIMIT.toSeconds() + " s");
        }
        if (making.exitValue() != 0) {
            throw new IOException(program.file() + " could not make its tables: " + end(log));
        }
    }

    private Database serve() throws IOException, InterruptedException {
        int port = freePort();
        Path password = password();
        Process started = new ProcessBuilder(command(port, Files.readString(password)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
        process = Optional.of(started);
        return new Database(
                awaitGreeting(started, port) + ", started for this run",
                Map.of(
                        "host", LOOPBACK,
                        "port", Integer.toString(port),
                        "database", NAME,
                        "user", NAME,
                        "password-file", password.toString()),
                this::end);
    }

    private List<String> command(int port, String password) throws IOException {
        Path init = secret("init.sql", """
                CREATE DATABASE IF NOT EXISTS %1$s;
                CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
                GRANT ALL ON *.* TO '%1$s'@'127.0.0.1';
                """.formatted(NAME, password));
        List<String> command = new ArrayList<>(List.of("sh", "-c", SHELL, "sh"));
        command.addAll(program.command(data));
        command.addAll(List.of(
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--port=" + port,
                "--bind-address=" + LOOPBACK,
                "--skip-name-resolve",
                "--skip-log-bin",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=128M",
                "--innodb-flush-log-at-trx-commit=2", // all that durability process asks for
                "--performance-schema=OFF",
                "--init-file=" + init));
        command.add(program.isMariaDb() ? "--skip-ssl" : "--loose-mysqlx=OFF");
        return command;
    }

    private String awaitGreeting(Process started, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                return Greeting.read(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException notYet) {
                if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                    throw new IOException(
                            program.file() + " does not serve: " + end(directory.resolve("server.log")), notYet);
                }
            }
        }
    }

    private Path password() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return secret("password", HexFormat.of().formatHex(random));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String end(Path log) throws IOException {
        String said = Files.exists(log) ? Files.readString(log).strip() : "";
        return said.isEmpty() ? "it said nothing" : said.substring(Math.max(0, said.length() - SHOWN_CHARACTERS));
    }

    /** Nothing of its data is needed again. */
    private void end() {
        try {
            if (process.isPresent()) {
                process.get().getOutputStream().close();
                process.get().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            own.delete();
        } catch (IOException e) {
            throw new UncheckedIOException("not everything in " + directory + " could be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
