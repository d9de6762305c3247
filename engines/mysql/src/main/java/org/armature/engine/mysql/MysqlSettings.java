package org.armature.engine.mysql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineOption.Kind;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OptionReader;
import org.armature.storage.StorageEngine;

/**
 * The engine's options as read.
 *
 * @param connectMillis longest wait for a connection to be made, milliseconds
 * @param socketMillis longest wait for an answer of the server, and for another call to give its connection back,
 *     milliseconds
 * @param trusted a file of PEM certificates; the Java runtime's own authorities if empty
 * @param adopt whether an environment may be opened that another directory opened last
 */
record MysqlSettings(
        String host,
        int port,
        String database,
        String user,
        Password password,
        int poolSize,
        int connectMillis,
        int socketMillis,
        TlsMode tls,
        Optional<Path> trusted,
        boolean adopt) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_$-]{1,64}");

    static final List<EngineOption> OPTIONS = List.of(
            new EngineOption("host", Kind.TEXT, "127.0.0.1", "name or address of the server"),
            new EngineOption("port", Kind.NUMBER, "3306", "TCP port of the server"),
            new EngineOption(
                    "database",
                    Kind.TEXT,
                    "armature",
                    "database that holds the tables; it must be there, and several nodes may share it"),
            new EngineOption("user", Kind.TEXT, "armature", "user of the server"),
            new EngineOption(
                    "password-env", Kind.TEXT, "", "variable of the node's environment that has the user's password"),
            new EngineOption(
                    "password-file",
                    Kind.TEXT,
                    "",
                    "file whose first line is the user's password, readable for its owner alone"),
            new EngineOption("pool-size", Kind.NUMBER, "8", "connections kept open for calls; one more guards"),
            new EngineOption(
                    "connect-timeout", Kind.DURATION, "5000", "longest wait for a connection, in milliseconds"),
            new EngineOption(
                    "socket-timeout",
                    Kind.DURATION,
                    "30000",
                    "longest wait for an answer of the server, in milliseconds; a write that waits longer may have"
                            + " happened"),
            new EngineOption(
                    "tls",
                    Kind.TEXT,
                    "off",
                    "off, for a server on this machine only; required: encrypted, whoever the server is; verify-ca: its"
                            + " certificate must be signed by tls-ca; verify-identity: and must name the host; insecure:"
                            + " in the clear to another machine"),
            new EngineOption(
                    "tls-ca",
                    Kind.TEXT,
                    "",
                    "file of PEM certificates that sign the server's; without it, those the Java runtime trusts"),
            new EngineOption(
                    "adopt",
                    Kind.FLAG,
                    "false",
                    "whether tables that another directory opened last are taken over; for one start, after the"
                            + " directory was moved or restored"));

    static MysqlSettings read(
            StorageEngine engine, EnvironmentSettings settings, UnaryOperator<String> processEnvironment) {
        OptionReader reader = new OptionReader(engine, settings);
        TlsMode tls = TlsMode.of(reader.oneOf("tls", TlsMode.options()));
        MysqlSettings read = new MysqlSettings(
                matching(reader, "host", HOST, "must be a host name or an address"),
                (int) reader.number("port", 1, 65_535),
                matching(reader, "database", DATABASE, "must be 1 to 64 of letters, digits, _, - and $"),
                reader.text("user"),
                Password.read(reader, processEnvironment),
                (int) reader.number("pool-size", 1, 256),
                (int) reader.number("connect-timeout", 250, 60_000),
                (int) reader.number("socket-timeout", 1_000, 600_000),
                tls,
                trusted(reader, tls),
                Boolean.parseBoolean(reader.oneOf("adopt", List.of("false", "true"))));
        if (tls == TlsMode.OFF && !LOOPBACK.matcher(read.host()).matches()) {
            reader.refuse(
                    "tls=off and host=" + read.host() + ", which may be another machine: password and objects would"
                            + " go there in the clear. tls must be required, verify-ca or verify-identity, or insecure to accept"
                            + " that");
        }
        reader.refuseIfWrong();
        return read;
    }

    /** Where the tables are, for messages. */
    String place() {
        return "database " + database + " at " + host + ":" + port;
    }

    private static String matching(OptionReader reader, String name, Pattern pattern, String wanted) {
        String text = reader.text(name);
        if (!pattern.matcher(text).matches()) {
            reader.refuse(name + "=" + text + ", " + wanted);
        }
        return text;
    }

    private static Optional<Path> trusted(OptionReader reader, TlsMode tls) {
        String text = reader.text("tls-ca");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(text);
        if (!tls.verifies()) {
            reader.refuse("tls-ca=" + text + ", but nothing is verified: tls must be verify-ca or verify-identity");
        } else if (!Files.isReadable(file)) {
            reader.refuse("tls-ca=" + text + ", must be a file of PEM certificates that this process may read");
        }
        return Optional.of(file);
    }
}
