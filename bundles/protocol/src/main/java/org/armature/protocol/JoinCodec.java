package org.armature.protocol;

import com.google.protobuf.MessageLite;
import org.armature.protocol.OperatorMessage.GrantAsked;
import org.armature.protocol.OperatorMessage.GrantReply;
import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.armature.protocol.internal.wire.Wire;

/** How a machine is granted to join, and asks for what it needs to start. */
final class JoinCodec {
    private JoinCodec() {}

    static MessageLite toWire(OperatorMessage message) {
        if (message instanceof GrantAsked asked) {
            return Wire.GrantAsked.newBuilder()
                    .setNode(asked.node().name())
                    .setValidMillis(asked.validMillis())
                    .build();
        }
        if (message instanceof GrantReply reply) {
            return Wire.GrantReply.newBuilder().setToken(reply.token()).build();
        }
        if (message instanceof JoinAsked asked) {
            return Wire.JoinAsked.newBuilder()
                    .setGrant(asked.grant())
                    .setSalt(Fields.shared(asked.salt()))
                    .setMember(RingStateCodec.toWire(asked.member()))
                    .setNonce(Fields.shared(asked.nonce()))
                    .setProof(Fields.shared(asked.proof()))
                    .build();
        }
        if (message instanceof JoinReply reply) {
            return Wire.JoinReply.newBuilder()
                    .setClusterFile(reply.clusterFile())
                    .setIv(Fields.shared(reply.iv()))
                    .setSealedKeys(Fields.shared(reply.sealedKeys()))
                    .build();
        }
        throw new AssertionError(message);
    }

    static GrantAsked grantAsked(Wire.GrantAsked wire) throws ProtocolException {
        return new GrantAsked(
                Fields.node("node", wire.getNode()),
                Fields.between("valid_millis", wire.getValidMillis(), 1, Long.MAX_VALUE));
    }

    static GrantReply grantReply(Wire.GrantReply wire) throws ProtocolException {
        Fields.require(!wire.getToken().isEmpty(), "token");
        return new GrantReply(wire.getToken());
    }

    static JoinAsked joinAsked(Wire.JoinAsked wire) throws ProtocolException {
        if (!GrantToken.NUMBER.matcher(wire.getGrant()).matches()) {
            throw Fields.wrong("grant", wire.getGrant(), "16 hexadecimal digits");
        }
        length("salt", wire.getSalt().size(), GrantToken.SALT_BYTES);
        length("nonce", wire.getNonce().size(), JoinSeal.NONCE_BYTES);
        length("proof", wire.getProof().size(), JoinSeal.PROOF_BYTES);
        return new JoinAsked(
                wire.getGrant(),
                Fields.bytes(wire.getSalt()),
                RingStateCodec.member(wire.hasMember(), wire.getMember()),
                Fields.bytes(wire.getNonce()),
                Fields.bytes(wire.getProof()));
    }

    static JoinReply joinReply(Wire.JoinReply wire) throws ProtocolException {
        Fields.require(!wire.getClusterFile().isEmpty(), "cluster_file");
        length("iv", wire.getIv().size(), JoinSeal.IV_BYTES);
        return new JoinReply(wire.getClusterFile(), Fields.bytes(wire.getIv()), Fields.bytes(wire.getSealedKeys()));
    }

    private static void length(String field, int length, int expected) throws ProtocolException {
        Fields.between(field + ", its length,", length, expected, expected);
    }
}
