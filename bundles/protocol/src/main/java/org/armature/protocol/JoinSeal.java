package org.armature.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.armature.model.Bytes;
import org.armature.ring.Member;

/**
 * What a machine and the cluster it joins have in common: the secret of a grant, which never travels. From it come, by
 * HMAC-SHA-256, the proof that the machine has it, and the key (of AES-256 in GCM) under which the cluster's keys travel
 * back. Both cover the cluster, the grant, the member and the nonce, so neither can be used for anything else; the answer
 * covers the cluster's file too. Thread-safe.
 */
public final class JoinSeal {
    public static final int NONCE_BYTES = 16;
    public static final int PROOF_BYTES = 32;
    public static final int IV_BYTES = 12;

    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;

    private final SecretKeySpec secret;
    private final byte[] request;

    /**
     * @param secret of the grant
     * @param grant its number
     * @param nonce of the request
     */
    public JoinSeal(String clusterId, String grant, Bytes secret, Member member, Bytes nonce) {
        this.secret = new SecretKeySpec(secret.toArray(), HMAC);
        this.request = joined(
                bytes(clusterId),
                bytes(grant),
                bytes(member.node().name()),
                bytes(member.peerAddress()),
                bytes(member.clientAddress()),
                bytes(member.host()),
                bytes(member.zone()),
                ByteBuffer.allocate(Integer.BYTES).putInt(0, member.weight()).array(),
                nonce.toArray());
    }

    /** That whoever asks has the secret: {@value #PROOF_BYTES} bytes. */
    public Bytes proof() {
        return Bytes.wrap(hmac("armature join proof"));
    }

    /** In a time that does not depend on where they differ. */
    public boolean isProof(Bytes proof) {
        return MessageDigest.isEqual(proof.toArray(), hmac("armature join proof"));
    }

    /**
     * @param iv {@value #IV_BYTES} bytes, drawn for this very call
     * @param clusterFile travels in the open, but can't be altered either
     */
    public OperatorMessage.JoinReply seal(Bytes iv, String clusterFile, String keyFile) {
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, clusterFile).doFinal(bytes(keyFile));
            return new OperatorMessage.JoinReply(clusterFile, iv, Bytes.wrap(sealed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has " + CIPHER, e);
        }
    }

    /** The text of the key file; empty if the answer was altered, or made by someone without the secret. */
    public Optional<String> open(OperatorMessage.JoinReply reply) {
        if (reply.sealedKeys().length() < TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            byte[] opened = cipher(Cipher.DECRYPT_MODE, reply.iv(), reply.clusterFile())
                    .doFinal(reply.sealedKeys().toArray());
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, Bytes iv, String clusterFile) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        SecretKeySpec key = new SecretKeySpec(hmac("armature join key"), "AES");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv.toArray()));
        cipher.updateAAD(joined(request, bytes(clusterFile)));
        return cipher;
    }

    private byte[] hmac(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return mac.doFinal(joined(bytes(purpose), request));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has " + HMAC, e);
        }
    }

    /** Each part with its length before it, so that none can borrow from its neighbour. */
    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.putInt(part.length).put(part);
        }
        return all.array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
