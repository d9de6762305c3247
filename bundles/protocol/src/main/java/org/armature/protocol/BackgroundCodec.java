package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import org.armature.model.NodeId;
import org.armature.protocol.BackgroundMessage.BackgroundAsked;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.BackgroundMessage.JobState;
import org.armature.protocol.BackgroundMessage.NodeBackground;
import org.armature.protocol.BackgroundMessage.PressureState;
import org.armature.protocol.internal.wire.Wire;

/** What is said about background work with operators. */
final class BackgroundCodec {
    private BackgroundCodec() {}

    static MessageLite toWire(BackgroundMessage message) {
        if (message instanceof BackgroundAsked asked) {
            return Wire.BackgroundAsked.newBuilder()
                    .setEverywhere(asked.everywhere())
                    .build();
        }
        if (message instanceof BackgroundStatus status) {
            Wire.BackgroundStatus.Builder wire = Wire.BackgroundStatus.newBuilder();
            status.nodes().forEach(node -> wire.addNodes(toWire(node)));
            status.silent().forEach(node -> wire.addSilent(node.name()));
            return wire.build();
        }
        throw new AssertionError(message);
    }

    private static Wire.NodeBackground toWire(NodeBackground node) {
        Wire.NodeBackground.Builder wire = Wire.NodeBackground.newBuilder()
                .setNode(node.node().name())
                .setSharePermille(node.sharePermille())
                .setMostPermille(node.mostPermille())
                .setQuiet(node.quiet())
                .setIdle(node.idle())
                .addAllReasons(node.reasons());
        node.pressures()
                .forEach(each -> wire.addPressures(Wire.PressureState.newBuilder()
                        .setName(each.name())
                        .setLately(each.lately())
                        .setMinute(each.minute())
                        .setLimit(each.limit())));
        node.jobs()
                .forEach(each -> wire.addJobs(Wire.JobState.newBuilder()
                        .setName(each.name())
                        .setSlices(each.slices())
                        .setTookMillis(each.tookMillis())
                        .setBytes(each.bytes())
                        .setWaits(each.waits())
                        .setWaitedMillis(each.waitedMillis())
                        .setLongestMillis(each.longestMillis())
                        .setWaitingMillis(each.waitingMillis())));
        return wire.build();
    }

    static BackgroundStatus status(Wire.BackgroundStatus wire) throws ProtocolException {
        List<NodeBackground> nodes = new ArrayList<>();
        for (Wire.NodeBackground node : wire.getNodesList()) {
            nodes.add(node(node));
        }
        List<NodeId> silent = new ArrayList<>();
        for (String name : wire.getSilentList()) {
            silent.add(Fields.node("silent", name));
        }
        return new BackgroundStatus(nodes, silent);
    }

    private static NodeBackground node(Wire.NodeBackground wire) throws ProtocolException {
        return new NodeBackground(
                Fields.node("node", wire.getNode()),
                wire.getSharePermille(),
                wire.getMostPermille(),
                wire.getQuiet(),
                wire.getIdle(),
                wire.getReasonsList(),
                wire.getPressuresList().stream()
                        .map(each ->
                                new PressureState(each.getName(), each.getLately(), each.getMinute(), each.getLimit()))
                        .toList(),
                wire.getJobsList().stream().map(BackgroundCodec::job).toList());
    }

    private static JobState job(Wire.JobState wire) {
        return new JobState(
                wire.getName(),
                wire.getSlices(),
                wire.getTookMillis(),
                wire.getBytes(),
                wire.getWaits(),
                wire.getWaitedMillis(),
                wire.getLongestMillis(),
                wire.getWaitingMillis());
    }
}
