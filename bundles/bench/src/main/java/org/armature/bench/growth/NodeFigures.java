package org.armature.bench.growth;

import org.armature.bench.steady.Operators;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.StatusReply;

/**
 * What the nodes count themselves, summed over those there are.
 *
 * @param entries of one table that they hold, those apart that were removed: what such a node has counts no more, and
 *     nobody takes it away
 * @param placesTaken over from others since each was started
 * @param bytesSent of records to nodes that take places over, likewise
 */
record NodeFigures(long entries, long placesTaken, long bytesSent) {
    /** @throws org.armature.client.StoreException if a node does not answer */
    static NodeFigures of(LocalCluster cluster, Operators operators, TableName table) {
        return cluster.nodes().stream()
                .map(LocalNode::name)
                .map(operators::of)
                .map(AdminClient::status)
                .map(status -> of(status, table))
                .reduce(new NodeFigures(0, 0, 0), NodeFigures::plus);
    }

    private static NodeFigures of(StatusReply status, TableName table) {
        long entries = status.tables().stream()
                .filter(each -> each.table().equals(table))
                .mapToLong(each -> each.entries())
                .sum();
        return new NodeFigures(
                status.member() == MemberState.REMOVED ? 0 : entries,
                status.figures().getOrDefault("places_taken", 0L),
                status.figures().getOrDefault("transfer_bytes_sent", 0L));
    }

    private NodeFigures plus(NodeFigures other) {
        return new NodeFigures(entries + other.entries, placesTaken + other.placesTaken, bytesSent + other.bytesSent);
    }
}
