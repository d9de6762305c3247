package org.armature.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys and values out of a seed. A value begins with the number of its key and of the write that made it, so that a
 * reader can tell whose it is; the rest looks random and does not compress. Immutable.
 *
 * @param valueBytes of each value, at least {@value #MIN_VALUE_BYTES}
 */
public record SeededObjects(long seed, int valueBytes) {
    static final int MIN_VALUE_BYTES = 16;
    static final int KEY_BYTES = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] KEY_ZERO = "bench-0000000000".getBytes(StandardCharsets.US_ASCII);

    /** {@code bench-} and the number in ten digits: in the order of the numbers. */
    public static byte[] key(int number) {
        byte[] key = Arrays.copyOf(KEY_ZERO, KEY_BYTES);
        int rest = number;
        for (int at = KEY_BYTES - 1; rest > 0; at--) {
            key[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return key;
    }

    /** @param write counts the writes of this key */
    public byte[] value(int key, long write) {
        byte[] value = new byte[valueBytes];
        LONGS.set(value, 0, (long) key);
        LONGS.set(value, Long.BYTES, write);
        long state = mix(seed ^ mix(key ^ mix(write)));
        int at = MIN_VALUE_BYTES;
        for (; at + Long.BYTES <= valueBytes; at += Long.BYTES) {
            state += 0x9E3779B97F4A7C15L;
            LONGS.set(value, at, mix(state));
        }
        for (; at < valueBytes; at++) {
            value[at] = (byte) (state >>> (at & 63));
        }
        return value;
    }

    /** Whether the value has the right size and was written to this key. */
    public boolean isValueOf(int key, byte[] value) {
        return value.length == valueBytes && (long) LONGS.get(value, 0) == key;
    }

    /** Which write of the key made a value of it. */
    public long writeOf(byte[] value) {
        return (long) LONGS.get(value, Long.BYTES);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
