package org.armature.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.internal.wire.Wire;
import org.armature.ring.Member;
import org.armature.ring.MoveSet;
import org.armature.ring.Position;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;
import org.armature.ring.Strategy;
import org.armature.ring.Token;

/** Rings, what was decided about them, and how far they have come. Each token names its owner by index. */
final class RingStateCodec {
    private static final int MAX_N = 255;
    private static final int MAX_MOVE_BYTES = 1 << 20;

    private RingStateCodec() {}

    static Wire.StateStamp toWire(StateStamp stamp) {
        return Wire.StateStamp.newBuilder()
                .setGeneration(stamp.generation())
                .setEpoch(stamp.epoch())
                .setCheck(stamp.check())
                .build();
    }

    static StateStamp stamp(String field, boolean present, Wire.StateStamp wire) throws ProtocolException {
        Fields.require(present, field);
        return new StateStamp(
                Fields.between(field + ".generation", wire.getGeneration(), 0, Integer.MAX_VALUE),
                Fields.epoch(field + ".epoch", wire.getEpoch()),
                wire.getCheck());
    }

    static Wire.Member toWire(Member member) {
        return Wire.Member.newBuilder()
                .setNode(member.node().name())
                .setPeerAddress(member.peerAddress())
                .setClientAddress(member.clientAddress())
                .setHost(member.host())
                .setZone(member.zone())
                .setWeight(member.weight())
                .build();
    }

    static Member member(boolean present, Wire.Member wire) throws ProtocolException {
        Fields.require(present, "member");
        try {
            return new Member(
                    Fields.node("member.node", wire.getNode()),
                    wire.getPeerAddress(),
                    wire.getClientAddress(),
                    wire.getHost(),
                    wire.getZone(),
                    wire.getWeight());
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("member", e);
        }
    }

    static Wire.RingState toWire(RingState state) {
        Wire.RingState.Builder wire = Wire.RingState.newBuilder()
                .setGeneration(state.generation())
                .setEpoch(state.epoch())
                .setChangeEpoch(state.changeEpoch())
                .setPhase(
                        switch (state.phase()) {
                            case SETTLED -> Wire.Phase.PHASE_SETTLED;
                            case FORWARD -> Wire.Phase.PHASE_FORWARD;
                            case BACK -> Wire.Phase.PHASE_BACK;
                        })
                .setSettled(toWire(state.settled()));
        state.target().map(RingStateCodec::toWire).ifPresent(wire::setTarget);
        state.dead().forEach(node -> wire.addDead(node.name()));
        return wire.build();
    }

    static RingState state(String field, boolean present, Wire.RingState wire) throws ProtocolException {
        Fields.require(present, field);
        try {
            return new RingState(
                    Fields.between("generation", wire.getGeneration(), 0, Integer.MAX_VALUE),
                    Fields.between("epoch", wire.getEpoch(), 1, Long.MAX_VALUE),
                    wire.getChangeEpoch(),
                    phase(wire.getPhase()),
                    ring("settled", wire.hasSettled(), wire.getSettled()),
                    wire.hasTarget() ? Optional.of(ring("target", true, wire.getTarget())) : Optional.empty(),
                    nodes("dead", wire.getDeadList()));
        } catch (IllegalArgumentException e) {
            throw Fields.wrong(field, e);
        }
    }

    static Phase phase(Wire.Phase phase) throws ProtocolException {
        return switch (phase) {
            case PHASE_SETTLED -> Phase.SETTLED;
            case PHASE_FORWARD -> Phase.FORWARD;
            case PHASE_BACK -> Phase.BACK;
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> throw Fields.wrong("phase", phase, "settled, forward or back");
        };
    }

    /** Ascending, so that each is there once. */
    private static SortedSet<NodeId> nodes(String field, List<String> names) throws ProtocolException {
        SortedSet<NodeId> nodes = new TreeSet<>();
        for (String name : names) {
            NodeId node = Fields.node(field, name);
            if (!nodes.isEmpty() && nodes.last().compareTo(node) >= 0) {
                throw Fields.wrong(field, name, "by name, each once");
            }
            nodes.add(node);
        }
        return nodes;
    }

    private static Wire.Ring toWire(Ring ring) {
        Map<NodeId, Integer> indexes = new HashMap<>();
        Wire.Ring.Builder wire = Wire.Ring.newBuilder()
                .setEpoch(ring.epoch())
                .setStrategy(ring.strategy().number())
                .setPartitions(ring.partitions());
        ring.members().forEach((node, member) -> {
            indexes.put(node, indexes.size());
            wire.addMembers(toWire(member));
        });
        ring.tokens().forEach(node -> wire.addTokens(indexes.get(node)));
        if (ring.strategy() != Strategy.EQUAL_PARTITIONS) {
            ByteBuffer positions = ByteBuffer.allocate(ring.tokens().size() * Position.BYTES);
            ring.tokenPositions().forEach(position -> positions.put(position.toBytes()));
            wire.setPositions(UnsafeByteOperations.unsafeWrap(positions.array()));
        }
        return wire.build();
    }

    private static Ring ring(String field, boolean present, Wire.Ring wire) throws ProtocolException {
        Fields.require(present, field);
        SortedMap<NodeId, Member> members = new TreeMap<>();
        List<NodeId> byIndex = new ArrayList<>(wire.getMembersCount());
        for (Wire.Member each : wire.getMembersList()) {
            Member member = member(true, each);
            if (!members.isEmpty() && members.lastKey().compareTo(member.node()) >= 0) {
                throw Fields.wrong(field + ".members", member.node(), "by name, each once");
            }
            members.put(member.node(), member);
            byIndex.add(member.node());
        }
        List<NodeId> tokens = new ArrayList<>(wire.getTokensCount());
        for (int index : wire.getTokensList()) {
            tokens.add(byIndex.get(Fields.between(field + ".tokens", index, 0, byIndex.size() - 1)));
        }
        try {
            return ring(wire, tokens, members);
        } catch (IllegalArgumentException e) {
            throw Fields.wrong(field, e);
        }
    }

    private static Ring ring(Wire.Ring wire, List<NodeId> nodes, SortedMap<NodeId, Member> members)
            throws ProtocolException {
        long epoch = Fields.between("epoch", wire.getEpoch(), 1, Long.MAX_VALUE);
        Strategy strategy = Strategy.of(wire.getStrategy());
        if (strategy == Strategy.EQUAL_PARTITIONS) {
            Fields.between("partitions", wire.getPartitions(), nodes.size(), nodes.size());
            Fields.between("positions, their length,", wire.getPositions().size(), 0, 0);
            return new Ring(epoch, nodes, members);
        }
        int length = nodes.size() * Position.BYTES;
        Fields.between("positions, their length,", wire.getPositions().size(), length, length);
        ByteBuffer positions = wire.getPositions().asReadOnlyByteBuffer();
        List<Token> tokens = new ArrayList<>(nodes.size());
        for (NodeId node : nodes) {
            tokens.add(new Token(new Position(positions.getLong(), positions.getLong()), node));
        }
        return new Ring(epoch, strategy, wire.getPartitions(), tokens, members);
    }

    static Wire.Progress toWire(Progress progress) {
        SortedSet<Integer> all = new TreeSet<>(progress.moved().keySet());
        all.addAll(progress.returned().keySet());
        Wire.Progress.Builder wire = Wire.Progress.newBuilder().setChangeEpoch(progress.changeEpoch());
        for (int n : all) {
            Wire.MovesOfN.Builder moves = Wire.MovesOfN.newBuilder().setN(n);
            if (progress.moved().containsKey(n)) {
                moves.setMoved(ByteString.copyFrom(progress.moved(n).toBytes()));
            }
            if (progress.returned().containsKey(n)) {
                moves.setReturned(ByteString.copyFrom(progress.returned(n).toBytes()));
            }
            wire.addMoves(moves);
        }
        return wire.build();
    }

    static Progress progress(String field, boolean present, Wire.Progress wire) throws ProtocolException {
        Fields.require(present, field);
        SortedMap<Integer, MoveSet> moved = new TreeMap<>();
        SortedMap<Integer, MoveSet> returned = new TreeMap<>();
        int least = 1;
        for (Wire.MovesOfN moves : wire.getMovesList()) {
            int n = Fields.between("n", moves.getN(), least, MAX_N);
            if (moves.hasMoved()) {
                moved.put(n, moveSet("moved", moves.getMoved()));
            }
            if (moves.hasReturned()) {
                returned.put(n, moveSet("returned", moves.getReturned()));
            }
            least = n + 1;
        }
        return new Progress(Fields.between("change_epoch", wire.getChangeEpoch(), 1, Long.MAX_VALUE), moved, returned);
    }

    private static MoveSet moveSet(String field, ByteString bits) throws ProtocolException {
        Fields.between(field + ", its length,", bits.size(), 0, MAX_MOVE_BYTES);
        return MoveSet.of(bits.toByteArray());
    }
}
