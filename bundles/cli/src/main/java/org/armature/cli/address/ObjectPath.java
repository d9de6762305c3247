package org.armature.cli.address;

import java.util.HexFormat;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;

/**
 * An object as a command line names it. Which part is which never depends on what exists:
 *
 * <ul>
 *   <li>{@code table/key} is an object of the instance {@code default};
 *   <li>{@code instance/table/key} names the instance as well, and everything behind the second slash is the key,
 *       further slashes included;
 *   <li>with the instance given by an option, the first slash divides table and key, and the rest is the key.
 * </ul>
 *
 * So a key with a slash needs its instance named: {@code default/table/a/b}.
 */
public record ObjectPath(TableName table, Key key) {
    public static final String DEFAULT_INSTANCE = "default";

    /**
     * @param text as above
     * @param instance if given by an option
     * @param hex whether the key is in hexadecimal, for keys that are no text
     * @throws IllegalArgumentException saying what is wrong and what would be right
     */
    public static ObjectPath parse(String text, Optional<String> instance, boolean hex) {
        int first = text.indexOf('/');
        if (first < 0) {
            throw wrong(text, "has no slash");
        }
        int second = text.indexOf('/', first + 1);
        if (instance.isPresent() || second < 0) {
            return of(
                    text, instance.orElse(DEFAULT_INSTANCE), text.substring(0, first), text.substring(first + 1), hex);
        }
        return of(text, text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1), hex);
    }

    private static ObjectPath of(String text, String instance, String table, String key, boolean hex) {
        if (!TableName.NAME.matcher(instance).matches()) {
            throw wrong(text, "names the instance \"" + instance + "\", and names are [a-z0-9_]{1,48}");
        }
        if (!TableName.NAME.matcher(table).matches()) {
            throw wrong(text, "names the table \"" + table + "\", and names are [a-z0-9_]{1,48}");
        }
        if (key.isEmpty()) {
            throw wrong(text, "has no key behind the slash");
        }
        return new ObjectPath(new TableName(instance, table), key(text, key, hex));
    }

    private static Key key(String text, String key, boolean hex) {
        Bytes bytes = hex ? fromHex(text, key) : Bytes.utf8(key);
        if (!hex && key.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" has characters that this terminal's encoding does not"
                    + " pass on; set LC_ALL=C.UTF-8, or write the key in hexadecimal with --hex");
        }
        if (bytes.length() > Key.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + bytes.length() + " bytes; " + Key.MAX_BYTES + " are the most");
        }
        return new Key(bytes);
    }

    private static Bytes fromHex(String text, String key) {
        try {
            return Bytes.wrap(HexFormat.of().parseHex(key));
        } catch (IllegalArgumentException e) {
            throw wrong(text, "has the key \"" + key + "\", which is not pairs of hexadecimal digits as --hex says");
        }
    }

    private static IllegalArgumentException wrong(String text, String problem) {
        return new IllegalArgumentException("\"" + text + "\" " + problem + "; an object is table/key or"
                + " instance/table/key, such as cart/alice or shop/cart/alice");
    }

    /** So that it can be pasted into another command: with its instance, quoted for a shell where needed. */
    public String shell() {
        String text = key.bytes().utf8();
        boolean isText = Bytes.utf8(text).equals(key.bytes()) && text.chars().noneMatch(Character::isISOControl);
        if (!isText) {
            return "--hex " + prefix() + HexFormat.of().formatHex(key.bytes().shared());
        }
        return ShellWord.of(prefix() + text);
    }

    private String prefix() {
        return table + "/";
    }

    /** {@code instance/table/key}. */
    @Override
    public String toString() {
        return prefix() + key;
    }
}
