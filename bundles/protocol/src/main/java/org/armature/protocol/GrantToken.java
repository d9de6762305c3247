package org.armature.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.internal.wire.Wire;

/**
 * What an operator carries from a member to a machine that shall join: who may, for how long, where to ask, and a secret
 * that proves the grant (see {@link JoinSeal}).
 *
 * @param grant its number, 16 hexadecimal digits
 * @param node the name the machine will have
 * @param expiresMillis wall time of the members, in milliseconds of the epoch
 * @param salt {@value #SALT_BYTES} bytes, drawn when the grant was made
 * @param secret {@value #SECRET_BYTES} bytes, see {@link #secret(ClusterKey, NodeId, Bytes)}
 * @param peers listeners of members for peers, {@code host:port}, 1 to {@value #MAX_PEERS}
 */
public record GrantToken(
        String clusterId,
        String clusterName,
        String grant,
        NodeId node,
        long expiresMillis,
        Bytes salt,
        Bytes secret,
        List<String> peers) {
    public static final int SALT_BYTES = 16;
    public static final int SECRET_BYTES = 32;
    public static final int MAX_PEERS = 16;
    static final Pattern NUMBER = Pattern.compile("[0-9a-f]{16}");

    private static final String PREFIX = "armature-grant-1.";
    private static final int MAX_CHARS = 8_192;

    public GrantToken {
        peers = List.copyOf(peers);
        if (!NUMBER.matcher(grant).matches()
                || salt.length() != SALT_BYTES
                || secret.length() != SECRET_BYTES
                || peers.isEmpty()
                || peers.size() > MAX_PEERS) {
            throw new IllegalArgumentException("a grant has a number of 16 hexadecimal digits, a salt of " + SALT_BYTES
                    + " and a secret of " + SECRET_BYTES + " bytes, and 1 to " + MAX_PEERS + " peers");
        }
    }

    /**
     * The secret of a grant, which every member can work out from its salt, and nobody else; so it need not be kept.
     *
     * @param key of the cluster; one that is kept for as long as the grant holds
     */
    public static Bytes secret(ClusterKey key, NodeId node, Bytes salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().shared(), mac.getAlgorithm()));
            mac.update(("armature grant " + node + " ").getBytes(StandardCharsets.US_ASCII));
            return Bytes.wrap(mac.doFinal(salt.toArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has HmacSHA256", e);
        }
    }

    /** One word to copy: {@code armature-grant-1.} and letters, digits, {@code -} and {@code _}. */
    public String encode() {
        Wire.GrantToken.Builder wire = Wire.GrantToken.newBuilder()
                .setClusterId(clusterId)
                .setClusterName(clusterName)
                .setGrant(grant)
                .setNode(node.name())
                .setExpiresMillis(expiresMillis)
                .setSalt(Fields.shared(salt))
                .setSecret(Fields.shared(secret))
                .addAllPeers(peers);
        byte[] body = wire.build().toByteArray();
        byte[] whole = ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(checksum(body, 0))
                .put(body)
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** @throws ProtocolException GRANT_REFUSED if it was cut, mistyped, or is no such token at all */
    public static GrantToken parse(String text) throws ProtocolException {
        if (!text.startsWith(PREFIX)) {
            throw invalid("it does not begin with \"" + PREFIX + "\"");
        }
        if (text.length() > MAX_CHARS) {
            throw invalid("it has " + text.length() + " characters, and none has more than " + MAX_CHARS);
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw invalid("it was cut, or has a character that no token has");
        }
        if (whole.length < Integer.BYTES || ByteBuffer.wrap(whole).getInt() != checksum(whole, Integer.BYTES)) {
            throw invalid("it was cut or mistyped");
        }
        try {
            return of(Wire.GrantToken.parseFrom(ByteBuffer.wrap(whole, Integer.BYTES, whole.length - Integer.BYTES)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw invalid("it was made by another version of this software");
        }
    }

    private static GrantToken of(Wire.GrantToken wire) {
        return new GrantToken(
                wire.getClusterId(),
                wire.getClusterName(),
                wire.getGrant(),
                new NodeId(wire.getNode()),
                wire.getExpiresMillis(),
                Fields.bytes(wire.getSalt()),
                Fields.bytes(wire.getSecret()),
                wire.getPeersList());
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, bytes.length - from);
        return (int) checksum.getValue();
    }

    private static ProtocolException invalid(String why) {
        return new ProtocolException(
                ErrorCode.GRANT_REFUSED,
                "that is no token of `armature grant`: " + why
                        + ". Nothing was done; copy it again, whole, or have another one made");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "GrantToken[cluster=" + clusterName + ", grant=" + grant + ", node=" + node + ", peers=" + peers + "]";
    }
}
