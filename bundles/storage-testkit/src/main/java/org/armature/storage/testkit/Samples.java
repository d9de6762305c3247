package org.armature.storage.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;

/** Keys and values that can be made again from a number, so that a check needs no memory of what was written. */
final class Samples {
    static final StoreId CART = new StoreId("cart", 3);
    static final StoreId ORDERS = new StoreId("orders", 3);

    private Samples() {}

    /** Spread over the ring as real keys are. */
    static StoreKey key(long number) {
        return key(("key-" + number).getBytes(StandardCharsets.UTF_8));
    }

    static StoreKey key(byte[] key) {
        return StoreKey.of(md5(key), key);
    }

    /** Bytes that no other number and length give, incompressible; starts with the number if there is room. */
    static byte[] value(long number, int length) {
        byte[] value = new byte[length];
        new Random(number * 31 + length).nextBytes(value);
        if (length >= Long.BYTES) {
            ByteBuffer.wrap(value).putLong(number);
        }
        return value;
    }

    /** The number a value of at least 8 bytes was made from. */
    static long numberOf(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    private static byte[] md5(byte[] key) {
        try {
            return MessageDigest.getInstance("MD5").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }
}
