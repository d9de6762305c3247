package org.armature.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** Checks the fields of a decoded body: each mistake names the field, what it is and what it may be. */
final class Fields {
    static final long MAX_DEADLINE_MILLIS = 86_400_000;
    private static final int MAX_PARTITION = 65_535;
    private static final int MAX_REPLICAS = 255;
    private static final int MAX_NAME_CHARS = 128;
    private static final int MAX_VALUE_CHARS = 64;
    private static final int MAX_REASON_CHARS = 500;

    private Fields() {}

    static ProtocolException wrong(String field, Object value, String allowed) {
        return new ProtocolException(
                ErrorCode.BAD_FRAME, "field " + field + " is " + shown(value) + ", must be " + allowed);
    }

    /** For what a value itself refused. */
    static ProtocolException wrong(String field, IllegalArgumentException why) {
        return new ProtocolException(
                ErrorCode.BAD_FRAME, "field " + field + ": " + printable(why.getMessage(), MAX_REASON_CHARS));
    }

    private static String shown(Object value) {
        return "\"" + printable(value.toString(), MAX_VALUE_CHARS) + "\"";
    }

    /** So that what a stranger sent can't break a log line or fill a disk. */
    private static String printable(String text, int limit) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(limit).forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return safe + (text.length() > safe.length() ? "…" : "");
    }

    static void require(boolean present, String field) throws ProtocolException {
        if (!present) {
            throw new ProtocolException(ErrorCode.BAD_FRAME, "field " + field + " is missing");
        }
    }

    /** @param unsigned as protobuf gives a uint32 */
    static int between(String field, int unsigned, int min, int max) throws ProtocolException {
        return (int) between(field, Integer.toUnsignedLong(unsigned), min, max);
    }

    static long between(String field, long value, long min, long max) throws ProtocolException {
        if (value < min || value > max) {
            throw wrong(field, value, min + " to " + max);
        }
        return value;
    }

    static int partition(String field, int unsigned) throws ProtocolException {
        return between(field, unsigned, 0, MAX_PARTITION);
    }

    /** A number of replicas, or of hosts they are on. */
    static int replicas(String field, int unsigned) throws ProtocolException {
        return between(field, unsigned, 0, MAX_REPLICAS);
    }

    static long epoch(String field, long value) throws ProtocolException {
        return between(field, value, 0, Long.MAX_VALUE);
    }

    /** Of bytes, of seconds, of things. */
    static long amount(String field, long value) throws ProtocolException {
        return between(field, value, 0, Long.MAX_VALUE);
    }

    static TableName table(String instance, String table) throws ProtocolException {
        try {
            return new TableName(instance, table);
        } catch (IllegalArgumentException e) {
            throw wrong("instance/table", instance + "/" + table, "[a-z0-9_]{1,48} each");
        }
    }

    static NodeId node(String field, String name) throws ProtocolException {
        try {
            return new NodeId(name);
        } catch (IllegalArgumentException e) {
            throw wrong(field, name, NodeId.NAME.pattern());
        }
    }

    static Optional<NodeId> node(String field, boolean present, String name) throws ProtocolException {
        return present ? Optional.of(node(field, name)) : Optional.empty();
    }

    static Key key(ByteString key) throws ProtocolException {
        if (key.size() > Key.MAX_BYTES) {
            throw new ProtocolException(
                    ErrorCode.KEY_TOO_LARGE, "the key has " + key.size() + " bytes, must be 1 to " + Key.MAX_BYTES);
        }
        require(!key.isEmpty(), "key");
        return new Key(bytes(key));
    }

    /** A name that will be printed: present, short, no control characters. */
    static String name(String field, String name) throws ProtocolException {
        require(!name.isEmpty(), field);
        return label(field, name);
    }

    /** As {@link #name}, but may be empty. */
    static String label(String field, String label) throws ProtocolException {
        if (label.length() > MAX_NAME_CHARS || label.chars().anyMatch(Character::isISOControl)) {
            throw wrong(field, label, "up to " + MAX_NAME_CHARS + " characters, none of them a control character");
        }
        return label;
    }

    static CausalContext context(ByteString token) {
        return token.isEmpty() ? CausalContext.NONE : new CausalContext(bytes(token));
    }

    static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }

    /** Without a copy. */
    static ByteString shared(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.shared());
    }
}
