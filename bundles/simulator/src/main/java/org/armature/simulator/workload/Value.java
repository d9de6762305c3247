package org.armature.simulator.workload;

import java.util.Arrays;
import org.armature.model.Bytes;
import org.armature.model.TableName;

/**
 * Values that say who wrote them: the name of the write, the table, and filling that follows from both, so that a
 * mixture of two values is none.
 *
 * @param name of the write, unlike any other's
 */
public record Value(String name, TableName table) {
    /** @param bytes how long it shall be, at least as long as what it says */
    public Bytes encode(int bytes) {
        byte[] said = Bytes.utf8(name + "|" + table + "|").toArray();
        byte[] value = Arrays.copyOf(said, Math.max(said.length, bytes));
        for (int i = said.length; i < value.length; i++) {
            value[i] = filling(said, i);
        }
        return Bytes.wrap(value);
    }

    /** @throws IllegalArgumentException if these are not the bytes of any value */
    public static Value decode(Bytes bytes) {
        byte[] value = bytes.shared();
        int first = indexOf(value, 0);
        int second = indexOf(value, first + 1);
        for (int i = second + 1; i < value.length; i++) {
            if (value[i] != filling(value, i)) {
                throw new IllegalArgumentException("byte " + i + " of " + bytes.utf8() + " is not as it was written");
            }
        }
        String table = new String(value, first + 1, second - first - 1, java.nio.charset.StandardCharsets.US_ASCII);
        int slash = table.indexOf('/');
        return new Value(
                new String(value, 0, first, java.nio.charset.StandardCharsets.US_ASCII),
                new TableName(table.substring(0, slash), table.substring(slash + 1)));
    }

    private static int indexOf(byte[] value, int from) {
        for (int i = from; i < value.length; i++) {
            if (value[i] == '|') {
                return i;
            }
        }
        throw new IllegalArgumentException("not the bytes of a value: " + Bytes.copyOf(value));
    }

    private static byte filling(byte[] said, int at) {
        return (byte) (at * 31 + said[at % 5]);
    }
}
