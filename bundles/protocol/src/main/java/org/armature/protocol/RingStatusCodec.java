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
import org.armature.protocol.Message.MemberStatus;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.RingRequest;
import org.armature.protocol.internal.wire.Wire;

/** The ring as shown to operators and clients. Each token names its owner by index: there may be 65,536 of them. */
final class RingStatusCodec {
    private static final int MAX_PARTITION = 65_535;
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
                .build();
    }

    static RingReply ringReply(Wire.RingReply wire) throws ProtocolException {
        List<NodeId> owners = nodes("owners", wire.getOwnersList());
        Fields.between("tokens, their number,", wire.getTokensCount(), 0, MAX_PARTITION + 1);
        List<NodeId> tokens = new ArrayList<>(wire.getTokensCount());
        for (int index : wire.getTokensList()) {
            tokens.add(owners.get(Fields.between("tokens", index, 0, owners.size() - 1)));
        }
        Map<NodeId, MemberStatus> members = new TreeMap<>();
        for (Wire.MemberStatus member : wire.getMembersList()) {
            if (members.put(Fields.node("members.node", member.getNode()), memberStatus(member)) != null) {
                throw Fields.wrong("members", member.getNode(), "there once");
            }
        }
        return new RingReply(
                Fields.epoch("epoch", wire.getEpoch()),
                wire.getStrategy(),
                List.copyOf(tokens),
                Collections.unmodifiableMap(members),
                wire.hasKeyPartition() ? Fields.between("key_partition", wire.getKeyPartition(), 0, MAX_PARTITION) : -1,
                wire.getKeyPosition(),
                nodes("preference_list", wire.getPreferenceListList()));
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
                Fields.between("weight", wire.getWeight(), 0, MAX_WEIGHT));
    }
}
