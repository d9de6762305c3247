package org.armature.demo.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program of a server that is installed on this machine.
 *
 * @param share where its messages are; empty if it knows itself
 */
record ServerProgram(Path file, boolean isMariaDb, Path base, Optional<Path> share) {
    private static final List<String> NAMES = List.of("mariadbd", "mysqld");
    private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/usr/libexec");
    private static final List<String> SHARES = List.of("share/mysql", "share/mariadb", "share");
    private static final String MESSAGES = "english/errmsg.sys";

    /** @param path folders to look in first, as the variable PATH has them */
    static Optional<ServerProgram> find(String path) throws IOException, InterruptedException {
        for (String name : NAMES) {
            Optional<Path> found = Stream.concat(Stream.of(path.split(":", -1)), USUAL.stream())
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst();
            if (found.isPresent()) {
                return Optional.of(of(found.get()));
            }
        }
        return Optional.empty();
    }

    private static ServerProgram of(Path file) throws IOException, InterruptedException {
        Path base = file.toRealPath().getParent().getParent();
        Optional<Path> share = SHARES.stream()
                .map(base::resolve)
                .filter(folder -> Files.exists(folder.resolve(MESSAGES)))
                .findFirst();
        return new ServerProgram(file, version(file).contains("MariaDB"), base, share);
    }

    private static String version(Path file) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(file.toString(), "--no-defaults", "--version")
                .redirectErrorStream(true)
                .start();
        asked.getOutputStream().close();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return said;
    }

    /** The beginning of all commands. */
    List<String> command(Path data) {
        List<String> command =
                new ArrayList<>(List.of(file.toString(), "--no-defaults", "--basedir=" + base, "--datadir=" + data));
        share.ifPresent(folder -> {
            command.add("--lc-messages-dir=" + folder);
            command.add("--character-sets-dir=" + folder.resolve("charsets"));
        });
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    /**
     * What MariaDB's own installation script feeds an empty data directory with.
     *
     * @throws IOException if the scripts are not where they should be
     */
    String systemTables() throws IOException {
        StringBuilder sql = new StringBuilder("""
                create database if not exists mysql;
                use mysql;
                set @auth_root_socket=NULL;
                set @skip_auth_anonymous=1;
                set @current_hostname='localhost';
                """);
        Path scripts = share.orElseThrow(() -> new IOException("no folder share of " + file + " was found"));
        for (String name : List.of("system_tables", "performance_tables", "system_tables_data")) {
            Path modern = scripts.resolve("mariadb_" + name + ".sql");
            Path old = scripts.resolve("mysql_" + name + ".sql");
            sql.append(Files.readString(Files.exists(modern) ? modern : old)).append('\n');
        }
        return sql.toString();
    }
}
