package org.armature.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.internal.wire.Wire;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/**
 * What a node keeps of its membership over restarts.
 *
 * <p>Bytes: u8 format (1); u32 CRC-32C of all others, big-endian; then a protobuf message of the same name.
 *
 * @param life the node's first start since it has remembered anything
 * @param start the node's present one; they are counted, from the life on
 * @param promised the highest ballot this node has promised to heed, in deciding the epoch after the state's
 * @param accepted what it has accepted last, in deciding that epoch
 * @param lastRound of its own ballots
 * @param votesFrom the first epoch in whose decision it may take part; {@link #UNKNOWN} as long as others were not heard
 * @param members of the cluster and candidates, as {@link MemberInfo#remembered()}
 * @param fences of the transition under way
 * @param earlierLives by node that has lost its memory, its latest start before that
 * @param pausedChange the epoch of the change whose transfers an operator has paused here; {@link #NOTHING_PAUSED} if
 *     none is
 */
public record SavedMembership(
        NodeId node,
        long life,
        long start,
        RingState state,
        Progress progress,
        Optional<Ballot> promised,
        Optional<Acceptance> accepted,
        long lastRound,
        long votesFrom,
        List<MemberInfo> members,
        List<Grant> grants,
        List<Removal> removals,
        SortedSet<Fence> fences,
        SortedMap<NodeId, Long> earlierLives,
        long pausedChange) {
    public static final long UNKNOWN = -1;
    public static final long NOTHING_PAUSED = 0;

    private static final int FORMAT = 1;
    private static final int CHECKSUM_OFFSET = 1;
    private static final int BODY_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;

    public byte[] encode() {
        byte[] body = toWire().toByteArray();
        ByteBuffer bytes = ByteBuffer.allocate(BODY_OFFSET + body.length)
                .put((byte) FORMAT)
                .putInt(0)
                .put(body);
        bytes.putInt(CHECKSUM_OFFSET, checksum(bytes.array()));
        return bytes.array();
    }

    /**
     * @throws ProtocolException MEMBERSHIP_UNREADABLE if the checksum fails, the format is unknown or a field is damaged;
     *     the message says what the node must not do
     */
    public static SavedMembership decode(byte[] bytes) throws ProtocolException {
        if (bytes.length < BODY_OFFSET) {
            throw damaged(bytes, "it was cut: it has at least " + BODY_OFFSET + " bytes");
        }
        if (bytes[0] != FORMAT) {
            throw damaged(bytes, "format " + Byte.toUnsignedInt(bytes[0]) + ", this version reads format " + FORMAT);
        }
        int expected = ByteBuffer.wrap(bytes).getInt(CHECKSUM_OFFSET);
        int actual = checksum(bytes);
        if (actual != expected) {
            throw damaged(
                    bytes, "checksum " + Integer.toHexString(actual) + ", written as " + Integer.toHexString(expected));
        }
        try {
            return fromWire(
                    Wire.SavedMembership.parseFrom(ByteBuffer.wrap(bytes, BODY_OFFSET, bytes.length - BODY_OFFSET)));
        } catch (InvalidProtocolBufferException | ProtocolException e) {
            throw damaged(bytes, e.getMessage());
        }
    }

    private Wire.SavedMembership toWire() {
        Wire.SavedMembership.Builder wire = Wire.SavedMembership.newBuilder()
                .setNode(node.name())
                .setLife(life)
                .setStart(start)
                .setState(RingStateCodec.toWire(state))
                .setProgress(RingStateCodec.toWire(progress))
                .setLastRound(lastRound)
                .setVotesFrom(votesFrom)
                .setPausedChange(pausedChange);
        promised.map(VoteCodec::toWire).ifPresent(wire::setPromised);
        accepted.map(VoteCodec::toWire).ifPresent(wire::setAccepted);
        members.forEach(info -> wire.addMembers(EntriesCodec.toWire(info)));
        grants.forEach(grant -> wire.addGrants(EntriesCodec.toWire(grant)));
        removals.forEach(removal -> wire.addRemovals(EntriesCodec.toWire(removal)));
        fences.forEach(fence -> wire.addFences(
                Wire.Fence.newBuilder().setN(fence.n()).setMove(fence.move()).setBack(fence.back())));
        earlierLives.forEach((each, last) -> wire.addEarlierLives(
                Wire.EarlierLife.newBuilder().setNode(each.name()).setStart(last)));
        return wire.build();
    }

    private static SavedMembership fromWire(Wire.SavedMembership wire) throws ProtocolException {
        long life = Fields.between("life", wire.getLife(), 1, Long.MAX_VALUE);
        return new SavedMembership(
                Fields.node("node", wire.getNode()),
                life,
                Fields.between("start", wire.getStart(), life, Long.MAX_VALUE),
                RingStateCodec.state("state", wire.hasState(), wire.getState()),
                RingStateCodec.progress("progress", wire.hasProgress(), wire.getProgress()),
                wire.hasPromised() ? Optional.of(VoteCodec.ballot(true, wire.getPromised())) : Optional.empty(),
                wire.hasAccepted() ? Optional.of(VoteCodec.acceptance(wire.getAccepted())) : Optional.empty(),
                Fields.epoch("last_round", wire.getLastRound()),
                Fields.between("votes_from", wire.getVotesFrom(), UNKNOWN, Long.MAX_VALUE),
                new ArrayList<>(EntriesCodec.infos(wire.getMembersList())),
                new ArrayList<>(EntriesCodec.grants(wire.getGrantsList())),
                new ArrayList<>(EntriesCodec.removals(wire.getRemovalsList())),
                fences(wire.getFencesList()),
                earlierLives(wire.getEarlierLivesList()),
                Fields.epoch("paused_change", wire.getPausedChange()));
    }

    private static SortedSet<Fence> fences(List<Wire.Fence> wires) throws ProtocolException {
        SortedSet<Fence> fences = new TreeSet<>();
        for (Wire.Fence wire : wires) {
            fences.add(new Fence(
                    Fields.between("fences.n", wire.getN(), 1, Fence.MAX_N),
                    Fields.between("fences.move", wire.getMove(), 0, Fence.MAX_MOVE),
                    wire.getBack()));
        }
        return fences;
    }

    private static SortedMap<NodeId, Long> earlierLives(List<Wire.EarlierLife> wires) throws ProtocolException {
        SortedMap<NodeId, Long> lives = new TreeMap<>();
        for (Wire.EarlierLife wire : wires) {
            lives.put(
                    Fields.node("earlier_lives.node", wire.getNode()),
                    Fields.epoch("earlier_lives.start", wire.getStart()));
        }
        return lives;
    }

    private static ProtocolException damaged(byte[] bytes, String why) {
        return new ProtocolException(
                ErrorCode.MEMBERSHIP_UNREADABLE,
                "the saved membership of " + bytes.length + " bytes is damaged: " + why
                        + ". With it the node has lost what it voted for and which places it handed over, so it must"
                        + " neither vote nor count; objects stored are not lost");
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_OFFSET);
        crc.update(bytes, BODY_OFFSET, bytes.length - BODY_OFFSET);
        return (int) crc.getValue();
    }
}
