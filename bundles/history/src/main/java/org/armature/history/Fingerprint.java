package org.armature.history;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.armature.model.Bytes;

/**
 * Names a value by its content, so that any value found anywhere tells which write it came from, and a damaged one tells
 * that it came from none. Writers see to it that no two of their values are equal.
 */
public final class Fingerprint {
    private static final int SHOWN_BYTES = 16;

    private Fingerprint() {}

    /** The first 128 bits of the SHA-256, in hexadecimal. */
    public static String of(Bytes value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.shared());
            return HexFormat.of().formatHex(digest, 0, SHOWN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
