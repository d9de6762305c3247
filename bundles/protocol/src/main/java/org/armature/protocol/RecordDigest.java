package org.armature.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.Version;
import org.armature.model.VersionSet;

/**
 * Stands for what a replica knows of a key, in place of the record itself: two replicas have equal digests exactly if
 * their sets {@linkplain VersionSet#agreesWith agree}. Values do not go in, since a dot means one value for ever.
 * Stateless, thread-safe.
 *
 * <p>The first 16 bytes of SHA-256 over the dots of the versions, all dots that stand, and the version vector, each list
 * in its order and behind its length.
 */
public final class RecordDigest {
    public static final int BYTES = 16;

    private final MessageDigest sha;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private RecordDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    public static Bytes of(VersionSet set) {
        RecordDigest digest = new RecordDigest();
        digest.add(set.versions().size());
        for (Version version : set.versions()) {
            digest.add(version.dot());
        }
        var standing = set.standingDots();
        digest.add(standing.size());
        standing.forEach(digest::add);
        var seen = set.seen().entries();
        digest.add(seen.size());
        seen.forEach((actor, entry) -> {
            digest.add(actor);
            digest.add(entry.counter());
        });
        return Bytes.wrap(Arrays.copyOf(digest.sha.digest(), BYTES));
    }

    private void add(Dot dot) {
        add(dot.actor());
        add(dot.counter());
    }

    private void add(ActorId actor) {
        byte[] name = actor.node().name().getBytes(StandardCharsets.US_ASCII);
        add(name.length);
        sha.update(name);
        add(actor.incarnation());
        add(actor.epoch());
    }

    private void add(long value) {
        sha.update(number.clear().putLong(value).flip());
    }
}
