package org.armature.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.MemberStatus;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.RingRequest;
import org.armature.protocol.internal.wire.Wire;
import org.armature.ring.Ring;

/** The ring as shown to operators and clients. Each token names its owner by index: there may be a million of them. */
final class RingStatusCodec {
    private static final int MAX_PARTITION = Ring.MAX_PARTITIONS - 1;
    private static final int MAX_WEIGHT = 1_000_000;

    private RingStatusCodec() {}

    static Wire.RingRequest toWire(RingRequest request) {
        Wire.RingRequest.Builder wire = Wire.RingRequest.newBuilder();
        request.table().ifPresent(table -> wire.setInstance(table.instance()).setTable(table.table()));
        request.key().ifPresent(key -> wire.setKey(Fields.shared(key.bytes())));
        return wire.build();
    }

    static RingRequest ringRequest(Wire.RingRequest wire) throws ProtocolException {
        Optional<TableName> table = Optional.empty();
        if (wire.hasInstance() || wire.hasTable()) {
            table = Optional.of(Fields.table(wire.getInstance(), wire.getTable()));
        }
        Optional<Key> key = wire.hasKey() ? Optional.of(Fields.key(wire.getKey())) : Optional.empty();
        return new RingRequest(table, key);
    }

    static Wire.RingReply toWire(RingReply reply) {
        Map<NodeId, Integer> indexes = new LinkedHashMap<>();
        Wire.RingReply.Builder wire = Wire.RingReply.newBuilder()
                .setEpoch(reply.epoch())
                .setStrategy(reply.strategy())
                .setKeyPosition(reply.keyPosition());
        for (NodeId owner : reply.tokens()) {
            wire.addTokens(indexes.computeIfAbsent(owner, node -> indexes.size()));
        }
        for (NodeId owner : reply.targetTokens()) {
            wire.addTargetTokens(indexes.computeIfAbsent(owner, node -> indexes.size()));
        }
        if (reply.partitions() != reply.tokens().size()) {
            wire.setPartitions(reply.partitions());
        }
        if (!reply.progress().equals(RingProgress.settled(reply.epoch()))) {
            wire.setProgress(toWire(reply.progress()));
        }
        indexes.keySet().forEach(owner -> wire.addOwners(owner.name()));
        new TreeMap<>(reply.members()).forEach((node, member) -> wire.addMembers(toWire(node, member)));
        if (reply.keyPartition() >= 0) {
            wire.setKeyPartition(reply.keyPartition());
        }
        reply.preferenceList().forEach(node -> wire.addPreferenceList(node.name()));
        return wire.build();
    }

    private static Wire.MemberStatus toWire(NodeId node, MemberStatus member) {
        return Wire.MemberStatus.newBuilder()
                .setNode(node.name())
                .setAddress(member.address())
                .setClientAddress(member.clientAddress())
                .setHost(member.host())
                .setZone(member.zone())
                .setWeight(member.weight())
                .setState(toWire(member.state()))
                .build();
    }

    static Wire.RingProgress toWire(RingProgress progress) {
        return Wire.RingProgress.newBuilder()
                .setPhase(
                        switch (progress.phase()) {
                            case SETTLED -> Wire.Phase.PHASE_SETTLED;
                            case FORWARD -> Wire.Phase.PHASE_FORWARD;
                            case BACK -> Wire.Phase.PHASE_BACK;
                        })
                .setChangeEpoch(progress.changeEpoch())
                .setPermille(progress.permille())
                .build();
    }

    static Wire.MemberState toWire(MemberState state) {
        return switch (state) {
            case MEMBER -> Wire.MemberState.MEMBER_IN;
            case CANDIDATE -> Wire.MemberState.MEMBER_CANDIDATE;
            case JOINING -> Wire.MemberState.MEMBER_JOINING;
            case LEAVING -> Wire.MemberState.MEMBER_LEAVING;
            case DEAD -> Wire.MemberState.MEMBER_DEAD;
            case REMOVED -> Wire.MemberState.MEMBER_REMOVED;
        };
    }

    static RingReply ringReply(Wire.RingReply wire) throws ProtocolException {
        List<NodeId> owners = nodes("owners", wire.getOwnersList());
        List<NodeId> tokens = tokens("tokens", wire.getTokensList(), owners);
        Map<NodeId, MemberStatus> members = new TreeMap<>();
        for (Wire.MemberStatus member : wire.getMembersList()) {
            if (members.put(Fields.node("members.node", member.getNode()), memberStatus(member)) != null) {
                throw Fields.wrong("members", member.getNode(), "there once");
            }
        }
        return new RingReply(
                Fields.epoch("epoch", wire.getEpoch()),
                wire.getStrategy(),
                wire.hasPartitions()
                        ? Fields.between("partitions", wire.getPartitions(), 1, Ring.MAX_PARTITIONS)
                        : tokens.size(),
                progress(wire.hasProgress(), wire.getProgress(), wire.getEpoch()),
                tokens,
                tokens("target_tokens", wire.getTargetTokensList(), owners),
                Collections.unmodifiableMap(members),
                wire.hasKeyPartition() ? Fields.between("key_partition", wire.getKeyPartition(), 0, MAX_PARTITION) : -1,
                wire.getKeyPosition(),
                nodes("preference_list", wire.getPreferenceListList()));
    }

    static RingProgress progress(boolean given, Wire.RingProgress wire, long epoch) throws ProtocolException {
        if (!given) {
            return RingProgress.settled(epoch);
        }
        return new RingProgress(
                RingStateCodec.phase(wire.getPhase()),
                Fields.epoch("progress.change_epoch", wire.getChangeEpoch()),
                Fields.between("progress.permille", wire.getPermille(), 0, RingProgress.ALL));
    }

    static MemberState memberState(String field, Wire.MemberState state) throws ProtocolException {
        return switch (state) {
            case MEMBER_IN -> MemberState.MEMBER;
            case MEMBER_CANDIDATE -> MemberState.CANDIDATE;
            case MEMBER_JOINING -> MemberState.JOINING;
            case MEMBER_LEAVING -> MemberState.LEAVING;
            case MEMBER_DEAD -> MemberState.DEAD;
            case MEMBER_REMOVED -> MemberState.REMOVED;
            case UNRECOGNIZED -> throw Fields.wrong(field, state, "one this version knows");
        };
    }

    private static List<NodeId> tokens(String field, List<Integer> indexes, List<NodeId> owners)
            throws ProtocolException {
        Fields.between(field + ", their number,", indexes.size(), 0, Ring.MAX_TOKENS);
        List<NodeId> tokens = new ArrayList<>(indexes.size());
        for (int index : indexes) {
            tokens.add(owners.get(Fields.between(field, index, 0, owners.size() - 1)));
        }
        return List.copyOf(tokens);
    }

    private static List<NodeId> nodes(String field, List<String> names) throws ProtocolException {
        List<NodeId> nodes = new ArrayList<>();
        for (String name : names) {
            nodes.add(Fields.node(field, name));
        }
        return List.copyOf(nodes);
    }

    private static MemberStatus memberStatus(Wire.MemberStatus wire) throws ProtocolException {
        return new MemberStatus(
                wire.getAddress(),
                wire.getClientAddress(),
                wire.getHost(),
                wire.getZone(),
                Fields.between("weight", wire.getWeight(), 0, MAX_WEIGHT),
                memberState("members.state", wire.getState()));
    }
}
