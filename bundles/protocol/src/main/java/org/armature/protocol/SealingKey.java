package org.armature.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.armature.model.Key;
import org.armature.model.TableName;

/** A cluster key at work: one HMAC object, kept. Not thread-safe. */
final class SealingKey {
    static final int SEAL_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final int id;
    private final int check;

    SealingKey(ClusterKey key) {
        id = key.id();
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret().shared(), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has " + ALGORITHM, e);
        }
        mac.update("armature context key check".getBytes(StandardCharsets.US_ASCII));
        check = ByteBuffer.wrap(mac.doFinal()).getInt();
    }

    int id() {
        return id;
    }

    /** Tells this key from another cluster's key of the same number; tells nothing of the secret. */
    int check() {
        return check;
    }

    /** Over everything, each part with its length before it, so that none can borrow from its neighbour. */
    byte[] seal(int format, TableName table, Key key, byte[] vector) {
        mac.update((byte) format);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, id));
        update(table.instance().getBytes(StandardCharsets.US_ASCII));
        update(table.table().getBytes(StandardCharsets.US_ASCII));
        update(key.bytes().shared());
        update(vector);
        return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
    }

    private void update(byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        mac.update(part);
    }
}
