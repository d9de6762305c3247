package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.ReceiptMessage.NodeReaping;
import org.armature.protocol.ReceiptMessage.PartitionReaping;
import org.armature.protocol.ReceiptMessage.ReapingsAsked;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.protocol.ReceiptMessage.ReceiptAsked;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.armature.protocol.internal.wire.Wire;

/** What is said of the removal of deleted data with operators. */
final class ReceiptCodec {
    private static final HoldingState[] STATES = HoldingState.values();

    private ReceiptCodec() {}

    static MessageLite toWire(ReceiptMessage message) {
        if (message instanceof ReceiptAsked asked) {
            return Wire.ReceiptAsked.newBuilder()
                    .setEverywhere(asked.everywhere())
                    .setInstance(asked.table().instance())
                    .setTable(asked.table().table())
                    .setKey(Fields.shared(asked.key().bytes()))
                    .setWrite(Wire.RequestId.newBuilder()
                            .setHigh(asked.write().high())
                            .setLow(asked.write().low()))
                    .build();
        }
        if (message instanceof ReceiptTold told) {
            Wire.ReceiptTold.Builder wire = Wire.ReceiptTold.newBuilder();
            told.holdings().forEach(each -> wire.addHoldings(toWire(each)));
            return wire.build();
        }
        if (message instanceof ReapingsAsked asked) {
            return Wire.ReapingsAsked.newBuilder()
                    .setEverywhere(asked.everywhere())
                    .setEveryPartition(asked.everyPartition())
                    .build();
        }
        if (message instanceof ReapingsTold told) {
            Wire.ReapingsTold.Builder wire = Wire.ReapingsTold.newBuilder();
            told.nodes().forEach(each -> wire.addNodes(toWire(each)));
            told.partitions().forEach(each -> wire.addPartitions(toWire(each)));
            told.silent().forEach(node -> wire.addSilent(node.name()));
            return wire.build();
        }
        throw new AssertionError(message);
    }

    private static Wire.Holding toWire(Holding holding) {
        Wire.Holding.Builder wire = Wire.Holding.newBuilder()
                .setNode(holding.node().name())
                .setOwner(holding.owner())
                .setState(number(holding.state()));
        holding.reapedMillis().ifPresent(wire::setReapedMillis);
        return wire.build();
    }

    @SuppressWarnings("EnumOrdinal") // the wire's numbers are the schema's, which names them in this order
    private static int number(HoldingState state) {
        return state.ordinal() + 1;
    }

    private static Wire.NodeReaping toWire(NodeReaping node) {
        return Wire.NodeReaping.newBuilder()
                .setNode(node.node().name())
                .setSettled(node.settled())
                .setRounds(node.rounds())
                .setReaped(node.reaped())
                .setPruned(node.pruned())
                .setOpenRounds(node.openRounds())
                .setOpenKeys(node.openKeys())
                .addAllCauses(node.causes())
                .build();
    }

    private static Wire.PartitionReaping toWire(PartitionReaping partition) {
        return Wire.PartitionReaping.newBuilder()
                .setNode(partition.node().name())
                .setPartition(partition.partition())
                .setRaised(partition.raised())
                .setSettled(partition.settled())
                .setRounds(partition.rounds())
                .setReaped(partition.reaped())
                .setPruned(partition.pruned())
                .setOpenKeys(partition.openKeys())
                .setCause(partition.cause())
                .build();
    }

    static ReceiptAsked asked(Wire.ReceiptAsked wire) throws ProtocolException {
        Fields.require(wire.hasWrite(), "write");
        return new ReceiptAsked(
                wire.getEverywhere(),
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.key(wire.getKey()),
                new RequestId(wire.getWrite().getHigh(), wire.getWrite().getLow()));
    }

    static ReceiptTold told(Wire.ReceiptTold wire) throws ProtocolException {
        List<Holding> holdings = new ArrayList<>();
        for (Wire.Holding each : wire.getHoldingsList()) {
            HoldingState state = STATES[Fields.between("holdings.state", each.getState(), 1, STATES.length) - 1];
            if (each.hasReapedMillis() != (state == HoldingState.REAPED)) {
                throw Fields.wrong("holdings.reaped_millis", each.hasReapedMillis(), "given of what is reaped only");
            }
            holdings.add(new Holding(
                    Fields.node("holdings.node", each.getNode()),
                    each.getOwner(),
                    state,
                    each.hasReapedMillis()
                            ? OptionalLong.of(Fields.amount("holdings.reaped_millis", each.getReapedMillis()))
                            : OptionalLong.empty()));
        }
        return new ReceiptTold(holdings);
    }

    static ReapingsAsked reapingsAsked(Wire.ReapingsAsked wire) {
        return new ReapingsAsked(wire.getEverywhere(), wire.getEveryPartition());
    }

    static ReapingsTold reapings(Wire.ReapingsTold wire) throws ProtocolException {
        List<NodeReaping> nodes = new ArrayList<>();
        for (Wire.NodeReaping each : wire.getNodesList()) {
            nodes.add(node(each));
        }
        List<PartitionReaping> partitions = new ArrayList<>();
        for (Wire.PartitionReaping each : wire.getPartitionsList()) {
            partitions.add(partition(each));
        }
        List<NodeId> silent = new ArrayList<>();
        for (String name : wire.getSilentList()) {
            silent.add(Fields.node("silent", name));
        }
        return new ReapingsTold(nodes, partitions, silent);
    }

    private static NodeReaping node(Wire.NodeReaping wire) throws ProtocolException {
        return new NodeReaping(
                Fields.node("nodes.node", wire.getNode()),
                Fields.epoch("nodes.settled", wire.getSettled()),
                Fields.amount("nodes.rounds", wire.getRounds()),
                Fields.amount("nodes.reaped", wire.getReaped()),
                Fields.amount("nodes.pruned", wire.getPruned()),
                Fields.between("nodes.open_rounds", wire.getOpenRounds(), 0, Integer.MAX_VALUE),
                Fields.amount("nodes.open_keys", wire.getOpenKeys()),
                List.copyOf(wire.getCausesList()));
    }

    private static PartitionReaping partition(Wire.PartitionReaping wire) throws ProtocolException {
        long raised = Fields.epoch("partitions.raised", wire.getRaised());
        return new PartitionReaping(
                Fields.node("partitions.node", wire.getNode()),
                Fields.partition("partitions.partition", wire.getPartition()),
                raised,
                Fields.between("partitions.settled", wire.getSettled(), 0, raised),
                Fields.amount("partitions.rounds", wire.getRounds()),
                Fields.amount("partitions.reaped", wire.getReaped()),
                Fields.amount("partitions.pruned", wire.getPruned()),
                Fields.amount("partitions.open_keys", wire.getOpenKeys()),
                wire.getCause());
    }
}
