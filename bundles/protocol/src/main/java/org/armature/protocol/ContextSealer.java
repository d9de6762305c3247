package org.armature.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.internal.wire.Wire;

/**
 * Makes and checks causal contexts: the version vector, the number of the cluster key, and an HMAC-SHA-256 (cut to 16
 * bytes) over both, the table and the key, so that no client can invent, inflate or move one. Not thread-safe.
 *
 * <p>The token is one byte, the format, and the schema's {@code Context}: one part for each replica that sealed one, and
 * a hint for the client's routing that no seal covers and that is not looked at here.
 */
public final class ContextSealer {
    private static final int FORMAT = 1;
    private static final int MAX_PARTS = 16;
    private static final String REMEDY = "; nothing was written. Read the key again and pass the context of that read";

    private final TreeMap<Integer, SealingKey> keys = new TreeMap<>();

    /**
     * @param keys at least one; the one with the highest id seals, all of them are accepted
     * @throws IllegalArgumentException if there is none, or two have one id
     */
    public ContextSealer(List<ClusterKey> keys) {
        for (ClusterKey key : keys) {
            if (this.keys.put(key.id(), new SealingKey(key)) != null) {
                throw new IllegalArgumentException("two cluster keys have the id " + key.id());
            }
        }
        if (this.keys.isEmpty()) {
            throw new IllegalArgumentException("a cluster has at least one key");
        }
    }

    /**
     * @param fastest the node to coordinate the write that follows, if one is known to be fast
     * @return {@link CausalContext#NONE} if nothing was seen: a put with either replaces nothing
     */
    public CausalContext seal(TableName table, Key key, CausalPast seen, Optional<NodeId> fastest) {
        if (seen.isNothing()) {
            return CausalContext.NONE;
        }
        SealingKey newest = keys.lastEntry().getValue();
        byte[] vector = ContextVectorCodec.encode(seen);
        Wire.Context.Builder context = Wire.Context.newBuilder()
                .addParts(Wire.ContextPart.newBuilder()
                        .setKeyId(newest.id())
                        .setKeyCheck(newest.check())
                        .setVector(UnsafeByteOperations.unsafeWrap(vector))
                        .setSeal(UnsafeByteOperations.unsafeWrap(newest.seal(FORMAT, table, key, vector))));
        fastest.map(NodeId::name).ifPresent(context::setFastest);
        return new CausalContext(Bytes.wrap(ByteString.copyFrom(new byte[] {FORMAT})
                .concat(context.build().toByteString())
                .toByteArray()));
    }

    /**
     * @return {@link CausalPast#NOTHING} for {@link CausalContext#NONE}
     * @throws ProtocolException CONTEXT_INVALID, saying whether it is cut, of another cluster's or an unknown key, or
     *     does not belong to this table and key
     */
    public CausalPast open(TableName table, Key key, CausalContext context) throws ProtocolException {
        if (context.isNone()) {
            return CausalPast.NOTHING;
        }
        CausalPast seen = CausalPast.NOTHING;
        for (Wire.ContextPart part : parts(context.token())) {
            seen = seen.merge(open(table, key, part));
        }
        return seen;
    }

    /** The node that answered the read fastest (Dynamo §5): a hint for routing, which anyone may have altered. */
    public static Optional<NodeId> fastest(CausalContext context) {
        if (context.isNone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(wire(context.token()).getFastest())
                    .filter(name -> !name.isEmpty())
                    .map(NodeId::new);
        } catch (ProtocolException | IllegalArgumentException noHint) {
            return Optional.empty();
        }
    }

    private static List<Wire.ContextPart> parts(Bytes token) throws ProtocolException {
        List<Wire.ContextPart> parts = wire(token).getPartsList();
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw invalid(
                    "the context was cut or damaged: it has " + parts.size() + " parts, must be 1 to " + MAX_PARTS);
        }
        return parts;
    }

    private static Wire.Context wire(Bytes token) throws ProtocolException {
        byte[] bytes = token.shared();
        if (bytes[0] != FORMAT) {
            throw invalid(
                    "the context has format " + Byte.toUnsignedInt(bytes[0]) + ", this node reads format " + FORMAT);
        }
        try {
            return Wire.Context.parseFrom(UnsafeByteOperations.unsafeWrap(bytes, 1, bytes.length - 1));
        } catch (InvalidProtocolBufferException e) {
            throw invalid(
                    "the context was cut or damaged: its " + bytes.length + " bytes end too early or make no sense");
        }
    }

    private CausalPast open(TableName table, Key key, Wire.ContextPart part) throws ProtocolException {
        if (part.getSeal().size() != SealingKey.SEAL_BYTES) {
            throw invalid("the context was cut or damaged: its seal has "
                    + part.getSeal().size() + " bytes, must be " + SealingKey.SEAL_BYTES);
        }
        SealingKey sealing = keys.get(part.getKeyId());
        if (sealing == null || sealing.check() != part.getKeyCheck()) {
            throw invalid("the context was sealed with key " + Integer.toUnsignedString(part.getKeyId()) + " ("
                    + Integer.toHexString(part.getKeyCheck())
                    + "), which this cluster does not have: it comes from another cluster");
        }
        byte[] expected = sealing.seal(FORMAT, table, key, part.getVector().toByteArray());
        if (!MessageDigest.isEqual(expected, part.getSeal().toByteArray())) {
            throw invalid("the context was made for another key than " + table + "/" + key + ", or was altered");
        }
        try {
            return ContextVectorCodec.decode(part.getVector().newCodedInput());
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("the context was sealed by this cluster but can't be read: " + e.getMessage());
        }
    }

    private static ProtocolException invalid(String why) {
        return new ProtocolException(ErrorCode.CONTEXT_INVALID, why + REMEDY);
    }
}
