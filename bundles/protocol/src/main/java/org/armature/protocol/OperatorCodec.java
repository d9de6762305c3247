package org.armature.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.ActorId;
import org.armature.model.TableName;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.RawGet;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.TableStatus;
import org.armature.protocol.internal.wire.Wire;

/** What operators ask about a node; the ring is {@link RingStatusCodec}'s. */
final class OperatorCodec {
    private OperatorCodec() {}

    static Wire.StatusReply toWire(StatusReply reply) {
        Wire.StatusReply.Builder wire = Wire.StatusReply.newBuilder()
                .setClusterId(reply.clusterId())
                .setClusterName(reply.clusterName())
                .setNode(reply.node().name())
                .setIncarnation(reply.incarnation())
                .setSoftware(reply.software())
                .setState(reply.state())
                .setMember(RingStatusCodec.toWire(reply.member()))
                .setRingEpoch(reply.ringEpoch())
                .addAllWarnings(reply.warnings());
        if (!reply.progress().equals(RingProgress.settled(reply.ringEpoch()))) {
            wire.setProgress(RingStatusCodec.toWire(reply.progress()));
        }
        for (PeerStatus peer : reply.peers()) {
            wire.addPeersBuilder()
                    .setNode(peer.node().name())
                    .setAddress(peer.address())
                    .setUp(peer.isReachable())
                    .setSlow(peer.state().equals(PeerStatus.SLOW))
                    .setMember(RingStatusCodec.toWire(peer.member()));
        }
        for (TableStatus table : reply.tables()) {
            wire.addTables(toWire(table));
        }
        reply.figures()
                .forEach((name, value) -> wire.addFiguresBuilder().setName(name).setValue(value));
        return wire.build();
    }

    private static Wire.TableStatus toWire(TableStatus table) {
        return Wire.TableStatus.newBuilder()
                .setInstance(table.table().instance())
                .setTable(table.table().table())
                .setN(table.n())
                .setR(table.r())
                .setW(table.w())
                .setEngine(table.engine())
                .setEntries(table.entries())
                .setBytes(table.bytes())
                .setProblem(table.problem())
                .build();
    }

    static StatusReply statusReply(Wire.StatusReply wire) throws ProtocolException {
        List<PeerStatus> peers = new ArrayList<>();
        for (Wire.PeerStatus peer : wire.getPeersList()) {
            peers.add(peerStatus(peer));
        }
        List<TableStatus> tables = new ArrayList<>();
        for (Wire.TableStatus table : wire.getTablesList()) {
            tables.add(tableStatus(table));
        }
        SortedMap<String, Long> figures = new TreeMap<>();
        for (Wire.Figure figure : wire.getFiguresList()) {
            if (figures.put(figure.getName(), figure.getValue()) != null) {
                throw Fields.wrong("figures", figure.getName(), "there once");
            }
        }
        return new StatusReply(
                wire.getClusterId(),
                wire.getClusterName(),
                Fields.node("node", wire.getNode()),
                wire.getIncarnation(),
                wire.getSoftware(),
                wire.getState(),
                RingStatusCodec.memberState("member", wire.getMember()),
                Fields.epoch("ring_epoch", wire.getRingEpoch()),
                RingStatusCodec.progress(wire.hasProgress(), wire.getProgress(), wire.getRingEpoch()),
                List.copyOf(peers),
                List.copyOf(tables),
                List.copyOf(wire.getWarningsList()),
                Collections.unmodifiableSortedMap(figures));
    }

    private static PeerStatus peerStatus(Wire.PeerStatus wire) throws ProtocolException {
        if (wire.getSlow() && !wire.getUp()) {
            throw Fields.wrong("peers.slow", true, "false of a peer that is not up");
        }
        String reachable = wire.getSlow() ? PeerStatus.SLOW : PeerStatus.UP;
        return new PeerStatus(
                Fields.node("peers.node", wire.getNode()),
                wire.getAddress(),
                wire.getUp() ? reachable : PeerStatus.DOWN,
                RingStatusCodec.memberState("peers.member", wire.getMember()));
    }

    private static TableStatus tableStatus(Wire.TableStatus wire) throws ProtocolException {
        return new TableStatus(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.replicas("n", wire.getN()),
                Fields.replicas("r", wire.getR()),
                Fields.replicas("w", wire.getW()),
                wire.getEngine(),
                wire.getEntries(),
                wire.getBytes(),
                wire.getProblem());
    }

    static Wire.RawGet toWire(RawGet get) {
        TableName table = get.table();
        return Wire.RawGet.newBuilder()
                .setInstance(table.instance())
                .setTable(table.table())
                .setKey(Fields.shared(get.key().bytes()))
                .build();
    }

    static RawGet rawGet(Wire.RawGet wire) throws ProtocolException {
        return new RawGet(Fields.table(wire.getInstance(), wire.getTable()), Fields.key(wire.getKey()));
    }

    static Wire.RawGetReply toWire(RawGetReply reply) {
        Wire.RawGetReply.Builder wire = Wire.RawGetReply.newBuilder();
        reply.record().map(Fields::shared).ifPresent(wire::setRecord);
        reply.minting().ifPresent(actor -> wire.getMintingBuilder()
                .setNode(actor.node().name())
                .setIncarnation(actor.incarnation())
                .setEpoch(actor.epoch()));
        return wire.build();
    }

    static RawGetReply rawGetReply(Wire.RawGetReply wire) throws ProtocolException {
        return new RawGetReply(
                wire.hasRecord() ? Optional.of(Fields.bytes(wire.getRecord())) : Optional.empty(),
                wire.hasMinting() ? Optional.of(actor(wire.getMinting())) : Optional.empty());
    }

    private static ActorId actor(Wire.ActorId wire) throws ProtocolException {
        return new ActorId(Fields.node("minting.node", wire.getNode()), wire.getIncarnation(), wire.getEpoch());
    }
}
