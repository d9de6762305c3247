package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import org.armature.protocol.OperatorMessage.CommitAsked;
import org.armature.protocol.OperatorMessage.CommitReply;
import org.armature.protocol.OperatorMessage.NodePlan;
import org.armature.protocol.OperatorMessage.PlanAsked;
import org.armature.protocol.OperatorMessage.PlanDropped;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.OperatorMessage.PlanForgotten;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.PlanShown;
import org.armature.protocol.OperatorMessage.ThinCopies;
import org.armature.protocol.internal.wire.Wire;

/** How changes of the ring are planned and committed. */
final class PlanCodec {
    private static final int MAX_CHANGES = 1_024;
    private static final int MAX_WEIGHT = 1_000_000;
    private static final int MOST_COPIES = 1_000_000_000;

    private PlanCodec() {}

    static MessageLite toWire(OperatorMessage message) {
        if (message instanceof PlanAsked asked) {
            Wire.PlanAsked.Builder wire = Wire.PlanAsked.newBuilder().setForce(asked.force());
            asked.changes().forEach(change -> wire.addChanges(toWire(change)));
            return wire.build();
        }
        if (message instanceof PlanShown shown) {
            return Wire.PlanId.newBuilder().setId(shown.id()).build();
        }
        if (message instanceof PlanDropped dropped) {
            return Wire.PlanId.newBuilder().setId(dropped.id()).build();
        }
        if (message instanceof PlanForgotten forgotten) {
            return Wire.PlanId.newBuilder().setId(forgotten.id()).build();
        }
        if (message instanceof PlanReply reply) {
            return toWire(reply);
        }
        if (message instanceof CommitAsked asked) {
            return Wire.CommitAsked.newBuilder()
                    .setPlan(asked.plan())
                    .setUnsafe(asked.unsafe())
                    .build();
        }
        if (message instanceof CommitReply reply) {
            return Wire.CommitReply.newBuilder()
                    .setEpoch(reply.epoch())
                    .setText(reply.text())
                    .build();
        }
        throw new AssertionError(message);
    }

    private static Wire.PlanReply toWire(PlanReply reply) {
        Wire.PlanReply.Builder wire = Wire.PlanReply.newBuilder()
                .setId(reply.id())
                .setBaseEpoch(reply.baseEpoch())
                .setFigures(toWire(reply.figures()))
                .addAllWarnings(reply.warnings())
                .addAllRefusals(reply.refusals());
        reply.changes().forEach(change -> wire.addChanges(toWire(change)));
        for (NodePlan node : reply.nodes()) {
            wire.addNodesBuilder()
                    .setNode(node.node().name())
                    .setWeight(node.weight())
                    .setTokensBefore(node.tokensBefore())
                    .setTokensAfter(node.tokensAfter())
                    .setCopiesBefore(node.copiesBefore())
                    .setCopiesAfter(node.copiesAfter())
                    .setBytesIn(node.bytesIn())
                    .setBytesOut(node.bytesOut());
        }
        for (ThinCopies thin : reply.thin()) {
            wire.addThinBuilder()
                    .setN(thin.n())
                    .setPieces(thin.pieces())
                    .setCopies(thin.copies())
                    .setLasting(thin.lasting())
                    .setWhy(thin.why())
                    .setKeys(thin.keys());
        }
        return wire.build();
    }

    private static Wire.PlanFigures toWire(PlanFigures figures) {
        return Wire.PlanFigures.newBuilder()
                .setN(figures.n())
                .setPieces(figures.pieces())
                .setCopies(figures.copies())
                .setLeastCopies(figures.leastCopies())
                .setMoves(figures.moves())
                .setBytes(figures.bytes())
                .setSeconds(figures.seconds())
                .setBytesPerSecond(figures.bytesPerSecond())
                .setEfficiencyBefore(figures.efficiencyBefore())
                .setEfficiencyAfter(figures.efficiencyAfter())
                .build();
    }

    private static Wire.PlannedChange toWire(PlannedChange change) {
        Wire.PlannedChange.Builder wire = Wire.PlannedChange.newBuilder();
        String node = change.node().name();
        if (change instanceof PlannedChange.Join) {
            wire.setJoin(node);
        } else if (change instanceof PlannedChange.Leave) {
            wire.setLeave(node);
        } else if (change instanceof PlannedChange.Replace replace) {
            wire.getReplaceBuilder().setNode(node).setBy(replace.by().name());
        } else if (change instanceof PlannedChange.RemoveDead) {
            wire.setRemoveDead(node);
        } else if (change instanceof PlannedChange.Weight weight) {
            wire.getWeightBuilder().setNode(node).setWeight(weight.weight());
        } else if (change instanceof PlannedChange.Zone zone) {
            wire.getZoneBuilder().setNode(node).setZone(zone.zone());
        } else {
            throw new AssertionError(change);
        }
        return wire.build();
    }

    static PlanAsked asked(Wire.PlanAsked wire) throws ProtocolException {
        Fields.between("changes, their number,", wire.getChangesCount(), 1, MAX_CHANGES);
        return new PlanAsked(changes(wire.getChangesList()), wire.getForce());
    }

    static String id(Wire.PlanId wire) throws ProtocolException {
        return Fields.name("id", wire.getId());
    }

    static PlanReply reply(Wire.PlanReply wire) throws ProtocolException {
        List<NodePlan> nodes = new ArrayList<>();
        for (Wire.NodePlan node : wire.getNodesList()) {
            nodes.add(node(node));
        }
        List<ThinCopies> thin = new ArrayList<>();
        for (Wire.ThinCopies each : wire.getThinList()) {
            thin.add(new ThinCopies(
                    Fields.replicas("thin.n", each.getN()),
                    count("thin.pieces", each.getPieces()),
                    Fields.amount("thin.keys", each.getKeys()),
                    Fields.replicas("thin.copies", each.getCopies()),
                    each.getLasting(),
                    each.getWhy()));
        }
        return new PlanReply(
                Fields.label("id", wire.getId()),
                Fields.epoch("base_epoch", wire.getBaseEpoch()),
                changes(wire.getChangesList()),
                figures(wire.getFigures()),
                List.copyOf(nodes),
                List.copyOf(thin),
                List.copyOf(wire.getWarningsList()),
                List.copyOf(wire.getRefusalsList()));
    }

    private static PlanFigures figures(Wire.PlanFigures wire) throws ProtocolException {
        return new PlanFigures(
                Fields.replicas("figures.n", wire.getN()),
                count("figures.pieces", wire.getPieces()),
                fraction("figures.copies", wire.getCopies()),
                fraction("figures.least_copies", wire.getLeastCopies()),
                count("figures.moves", wire.getMoves()),
                Fields.amount("figures.bytes", wire.getBytes()),
                Fields.amount("figures.seconds", wire.getSeconds()),
                Fields.amount("figures.bytes_per_second", wire.getBytesPerSecond()),
                Fields.between("figures.efficiency_before", wire.getEfficiencyBefore(), 0, PlanFigures.EVEN),
                Fields.between("figures.efficiency_after", wire.getEfficiencyAfter(), 0, PlanFigures.EVEN));
    }

    private static NodePlan node(Wire.NodePlan wire) throws ProtocolException {
        return new NodePlan(
                Fields.node("nodes.node", wire.getNode()),
                Fields.between("nodes.weight", wire.getWeight(), 0, MAX_WEIGHT),
                count("nodes.tokens_before", wire.getTokensBefore()),
                count("nodes.tokens_after", wire.getTokensAfter()),
                fraction("nodes.copies_before", wire.getCopiesBefore()),
                fraction("nodes.copies_after", wire.getCopiesAfter()),
                Fields.amount("nodes.bytes_in", wire.getBytesIn()),
                Fields.amount("nodes.bytes_out", wire.getBytesOut()));
    }

    private static double fraction(String field, double value) throws ProtocolException {
        if (!(value >= 0 && value <= MOST_COPIES)) {
            throw Fields.wrong(field, value, "0 to " + MOST_COPIES);
        }
        return value;
    }

    private static int count(String field, int unsigned) throws ProtocolException {
        return Fields.between(field, unsigned, 0, Integer.MAX_VALUE);
    }

    private static List<PlannedChange> changes(List<Wire.PlannedChange> wires) throws ProtocolException {
        List<PlannedChange> changes = new ArrayList<>();
        for (Wire.PlannedChange wire : wires) {
            changes.add(change(wire));
        }
        return List.copyOf(changes);
    }

    private static PlannedChange change(Wire.PlannedChange wire) throws ProtocolException {
        return switch (wire.getChangeCase()) {
            case JOIN -> new PlannedChange.Join(Fields.node("changes.join", wire.getJoin()));
            case LEAVE -> new PlannedChange.Leave(Fields.node("changes.leave", wire.getLeave()));
            case REPLACE ->
                new PlannedChange.Replace(
                        Fields.node("changes.replace.node", wire.getReplace().getNode()),
                        Fields.node("changes.replace.by", wire.getReplace().getBy()));
            case REMOVE_DEAD -> new PlannedChange.RemoveDead(Fields.node("changes.remove_dead", wire.getRemoveDead()));
            case WEIGHT ->
                new PlannedChange.Weight(
                        Fields.node("changes.weight.node", wire.getWeight().getNode()),
                        Fields.between("changes.weight", wire.getWeight().getWeight(), 0, MAX_WEIGHT));
            case ZONE ->
                new PlannedChange.Zone(
                        Fields.node("changes.zone.node", wire.getZone().getNode()),
                        Fields.name("changes.zone", wire.getZone().getZone()));
            case CHANGE_NOT_SET -> throw Fields.wrong("changes", "", "of a kind this version knows");
        };
    }

    static CommitAsked commitAsked(Wire.CommitAsked wire) throws ProtocolException {
        return new CommitAsked(Fields.name("plan", wire.getPlan()), wire.getUnsafe());
    }

    static CommitReply commitReply(Wire.CommitReply wire) throws ProtocolException {
        return new CommitReply(Fields.epoch("epoch", wire.getEpoch()), wire.getText());
    }
}
