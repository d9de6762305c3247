package org.armature.protocol;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.protocol.Message.ForwardedPut;
import org.armature.protocol.Message.Lasting;
import org.armature.protocol.Message.Ping;
import org.armature.protocol.Message.Pong;
import org.armature.protocol.Message.ReplicaDigest;
import org.armature.protocol.Message.ReplicaGet;
import org.armature.protocol.Message.ReplicaPut;
import org.armature.protocol.Message.ReplicaRecord;
import org.armature.protocol.internal.wire.Wire;

/** What nodes ask of one another for a put or a get. */
final class ReplicaCodec {
    /** By their numbers in the message. */
    private static final List<Lasting> LASTING = List.of(Lasting.AS_TABLE, Lasting.PROCESS, Lasting.DISK);

    private ReplicaCodec() {}

    static Wire.ForwardedPut toWire(ForwardedPut forwarded) {
        return Wire.ForwardedPut.newBuilder()
                .setPut(DataCodec.toWire(forwarded.put()))
                .setRingEpoch(forwarded.ringEpoch())
                .build();
    }

    static ForwardedPut forwardedPut(Wire.ForwardedPut wire) throws ProtocolException {
        Fields.require(wire.hasPut(), "put");
        return new ForwardedPut(DataCodec.put(wire.getPut()), Fields.epoch("ring_epoch", wire.getRingEpoch()));
    }

    static Wire.ReplicaPut toWire(ReplicaPut put) {
        Wire.ReplicaPut.Builder wire = Wire.ReplicaPut.newBuilder()
                .setInstance(put.table().instance())
                .setTable(put.table().table())
                .setKey(Fields.shared(put.key().bytes()))
                .setRecord(Fields.shared(put.record()))
                .setRingEpoch(put.ringEpoch())
                .setReapEpoch(put.reapEpoch())
                .setLasting(LASTING.indexOf(put.lasting()));
        put.hintFor().map(NodeId::name).ifPresent(wire::setHintFor);
        return wire.build();
    }

    static ReplicaPut replicaPut(Wire.ReplicaPut wire) throws ProtocolException {
        Fields.require(!wire.getRecord().isEmpty(), "record");
        return new ReplicaPut(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.key(wire.getKey()),
                Fields.bytes(wire.getRecord()),
                Fields.node("hint_for", wire.hasHintFor(), wire.getHintFor()),
                Fields.epoch("ring_epoch", wire.getRingEpoch()),
                Fields.epoch("reap_epoch", wire.getReapEpoch()),
                lasting(wire.getLasting()));
    }

    private static Lasting lasting(int number) throws ProtocolException {
        if (number < 0 || number >= LASTING.size()) {
            throw Fields.wrong("lasting", Integer.toUnsignedString(number), "0 to " + (LASTING.size() - 1));
        }
        return LASTING.get(number);
    }

    static Wire.ReplicaGet toWire(ReplicaGet get) {
        Wire.ReplicaGet.Builder wire = Wire.ReplicaGet.newBuilder()
                .setInstance(get.table().instance())
                .setTable(get.table().table())
                .setKey(Fields.shared(get.key().bytes()))
                .setDigestAbove(get.digestAbove())
                .setRingEpoch(get.ringEpoch());
        get.standsInFor().map(NodeId::name).ifPresent(wire::setStandsInFor);
        return wire.build();
    }

    static ReplicaGet replicaGet(Wire.ReplicaGet wire) throws ProtocolException {
        return new ReplicaGet(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.key(wire.getKey()),
                Fields.between("digest_above", wire.getDigestAbove(), 0, Integer.MAX_VALUE),
                Fields.node("stands_in_for", wire.hasStandsInFor(), wire.getStandsInFor()),
                Fields.epoch("ring_epoch", wire.getRingEpoch()));
    }

    static Wire.ReplicaRecord toWire(ReplicaRecord record) {
        Wire.ReplicaRecord.Builder wire = Wire.ReplicaRecord.newBuilder().setDoubtful(record.doubtful());
        record.record().map(Fields::shared).ifPresent(wire::setRecord);
        return wire.build();
    }

    static ReplicaRecord replicaRecord(Wire.ReplicaRecord wire) {
        return new ReplicaRecord(
                wire.hasRecord() ? Optional.of(Fields.bytes(wire.getRecord())) : Optional.empty(), wire.getDoubtful());
    }

    static Wire.ReplicaDigest toWire(ReplicaDigest digest) {
        return Wire.ReplicaDigest.newBuilder()
                .setDoubtful(digest.doubtful())
                .setDigest(Fields.shared(digest.digest()))
                .build();
    }

    static ReplicaDigest replicaDigest(Wire.ReplicaDigest wire) throws ProtocolException {
        Fields.between("digest's length", wire.getDigest().size(), ReplicaDigest.BYTES, ReplicaDigest.BYTES);
        return new ReplicaDigest(Fields.bytes(wire.getDigest()), wire.getDoubtful());
    }

    static Wire.Ping toWire(Ping ping) {
        return Wire.Ping.newBuilder().setNumber(ping.number()).build();
    }

    static Wire.Pong toWire(Pong pong) {
        return Wire.Pong.newBuilder().setNumber(pong.number()).build();
    }
}
