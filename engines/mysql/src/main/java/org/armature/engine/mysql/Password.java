package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.armature.storage.OptionReader;

/** The user's password, from the environment or from a file that only its owner can read. Never shown. */
final class Password {
    static final Password NONE = new Password("");

    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,127}");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final String secret;

    private Password(String secret) {
        this.secret = secret;
    }

    /** Reads the options {@code password-env} and {@code password-file}, of which one may be given. */
    static Password read(OptionReader reader, UnaryOperator<String> environment) {
        String variable = reader.text("password-env");
        String file = reader.text("password-file");
        if (!variable.isEmpty() && !file.isEmpty()) {
            reader.refuse("password-env and password-file are both given, must be one of them");
            return NONE;
        }
        if (!variable.isEmpty()) {
            return fromEnvironment(variable, reader, environment);
        }
        return file.isEmpty() ? NONE : fromFile(Path.of(file), reader);
    }

    String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "(not shown)";
    }

    private static Password fromEnvironment(String variable, OptionReader reader, UnaryOperator<String> environment) {
        if (!VARIABLE.matcher(variable).matches()) {
            reader.refuse(
                    "password-env is not the name of a variable of the environment, [A-Z_][A-Z0-9_]*; what it is is"
                            + " not shown, for it may be the password itself");
            return NONE;
        }
        String secret = environment.apply(variable);
        if (secret == null || secret.isEmpty()) {
            reader.refuse("password-env=" + variable
                    + ", but the environment of this process has no such variable, or an" + " empty one");
            return NONE;
        }
        return new Password(secret);
    }

    private static Password fromFile(Path file, OptionReader reader) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                if (!OWNERS.containsAll(permissions)) {
                    reader.refuse("password-file=" + file + " has the permissions "
                            + PosixFilePermissions.toString(permissions)
                            + ", must be for its owner alone: chmod 600 " + file);
                    return NONE;
                }
            }
            String secret = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (secret.isEmpty()) {
                reader.refuse("password-file=" + file + " has an empty first line, must be the password");
            }
            return new Password(secret);
        } catch (IOException e) {
            reader.refuse("password-file=" + file + " can't be read: " + e);
            return NONE;
        }
    }
}
