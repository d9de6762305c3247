package org.armature.demo.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;

/**
 * What nodes did for owners that were away (hinted handoff, Dynamo §4.6), as they count it themselves since each was
 * started; summed over the nodes that run.
 *
 * @param kept hints kept
 * @param delivered hints whose owner has confirmed to hold what they held; one may stand for several kept ones of its object
 * @param pending objects for which hints are kept now
 */
public record HintFigures(long kept, long delivered, long pending) {
    private static final long POLL_NANOS = 50_000_000;

    /** @throws org.armature.client.StoreException if a node that runs does not answer */
    public static HintFigures of(LocalCluster cluster) {
        return cluster.nodes().stream()
                .filter(LocalNode::isUp)
                .map(HintFigures::of)
                .reduce(new HintFigures(0, 0, 0), HintFigures::plus);
    }

    private static HintFigures of(LocalNode node) {
        try (AdminClient admin = ArmatureClient.builder().node(node.admin()).buildAdmin()) {
            Map<String, Long> figures = admin.status().figures();
            return new HintFigures(
                    figures.getOrDefault("hints_kept", 0L),
                    figures.getOrDefault("hints_delivered", 0L),
                    figures.getOrDefault("hints_pending", 0L));
        }
    }

    /**
     * Waits until no node keeps a hint.
     *
     * @return the figures then, or at the limit
     */
    public static HintFigures awaitGone(LocalCluster cluster, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        HintFigures hints = of(cluster);
        while (hints.pending() > 0 && System.nanoTime() - end < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
            hints = of(cluster);
        }
        return hints;
    }

    private HintFigures plus(HintFigures other) {
        return new HintFigures(kept + other.kept, delivered + other.delivered, pending + other.pending);
    }
}
