package org.armature.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/**
 * An operator's permission for one node to join, good for one use. What is gossiped of it does not give the secret away.
 *
 * @param secretDigest SHA-256 of the secret that the joining node shows, {@value #DIGEST_BYTES} bytes
 * @param expiresMillis wall time after which it can't be used any more
 * @param issuedEpoch the ring's when it was given: a node removed since needs a new grant
 * @param number of those for this node that were given at one epoch, 0 to {@value #MAX_NUMBER}: the later replaces the
 *     earlier
 * @param redeemed how it was used; if two nodes took it at the same time, the earlier holds
 */
public record Grant(
        String id,
        NodeId node,
        Bytes secretDigest,
        long expiresMillis,
        long issuedEpoch,
        int number,
        Optional<Redemption> redeemed) {
    public static final int DIGEST_BYTES = 32;
    public static final int MAX_NUMBER = 1_000_000;
    static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private static final Comparator<Grant> ORDER = Comparator.comparingLong(Grant::issuedEpoch)
            .thenComparingInt(Grant::number)
            .thenComparing(Grant::id);
    private static final int ID_BYTES = 8;
    private static final int RANK_BITS = 20;

    /**
     * @param process a random number of the process that used it: the same one may ask again
     * @param atMillis wall time of the node that took it, 0 to {@value #LATEST}
     * @param member what the node is going to be
     */
    public record Redemption(long process, long atMillis, Member member) {
        static final long LATEST = (1L << 43) - 1;

        /** @throws IllegalArgumentException if the time is out of range */
        public Redemption {
            if (atMillis < 0 || atMillis > LATEST) {
                throw new IllegalArgumentException("a grant redeemed at " + atMillis + ", must be 0 to " + LATEST);
            }
        }

        /** Higher the earlier it was. */
        private long rank() {
            return (LATEST - atMillis) << RANK_BITS | (process & ((1 << RANK_BITS) - 1));
        }
    }

    /** @throws IllegalArgumentException if the digest has another length, the id is not one, or the number is out of range */
    public Grant {
        if (secretDigest.length() != DIGEST_BYTES || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("grant \"" + id + "\" with a digest of " + secretDigest.length()
                    + " bytes: an id has 16 hexadecimal digits, a digest " + DIGEST_BYTES + " bytes");
        }
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "grant \"" + id + "\" is number " + number + " of its epoch, must be 0 to " + MAX_NUMBER);
        }
    }

    /** Not used yet; its id follows from the digest. */
    public static Grant issued(NodeId node, Bytes secretDigest, long expiresMillis, long epoch) {
        return new Grant(idOf(secretDigest), node, secretDigest, expiresMillis, epoch, 0, Optional.empty());
    }

    /**
     * The same, in place of an earlier one for the same node.
     *
     * @throws IllegalArgumentException after {@value #MAX_NUMBER} of one epoch
     */
    public Grant inPlaceOf(Grant earlier) {
        return earlier.issuedEpoch < issuedEpoch
                ? this
                : new Grant(id, node, secretDigest, expiresMillis, earlier.issuedEpoch, earlier.number + 1, redeemed);
    }

    /** Of two for one node, the one that was given later holds, and the other one is void. */
    public boolean replaces(Grant other) {
        return node.equals(other.node) && ORDER.compare(this, other) > 0;
    }

    private static String idOf(Bytes digest) {
        if (digest.length() != DIGEST_BYTES) {
            throw new IllegalArgumentException("a digest has " + DIGEST_BYTES + " bytes, not " + digest.length());
        }
        return HexFormat.of().formatHex(digest.shared(), 0, ID_BYTES);
    }

    public static Bytes digestOf(Bytes secret) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(secret.shared()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** In a time that does not depend on where they differ. */
    public boolean isProvedBy(Bytes secret) {
        return MessageDigest.isEqual(digestOf(secret).shared(), secretDigest.shared());
    }

    public Grant redeemedBy(Redemption redemption) {
        return new Grant(id, node, secretDigest, expiresMillis, issuedEpoch, number, Optional.of(redemption));
    }

    /** 0 as long as it was not used; of two forms of one grant the higher holds. */
    public long rank() {
        return redeemed.map(Redemption::rank).orElse(0L);
    }

    public Grant merge(Grant other) {
        return rank() >= other.rank() ? this : other;
    }
}
