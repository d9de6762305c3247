package org.armature.demo.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.protocol.Message.StatusReply;

/** Whether every node sees every other and serves its tables. */
public final class Readiness {
    private static final long POLL_NANOS = 50_000_000;

    private Readiness() {}

    /** @throws TimeoutException with what was still missing at the limit */
    public static void await(LocalCluster cluster, Duration limit) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        Optional<String> missing = missing(cluster);
        while (missing.isPresent()) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("after " + limit.toSeconds() + " s still: " + missing.get());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
            missing = missing(cluster);
        }
    }

    private static Optional<String> missing(LocalCluster cluster) {
        return cluster.nodes().stream().flatMap(Readiness::missing).findFirst();
    }

    private static Stream<String> missing(LocalNode node) {
        try (AdminClient admin = ArmatureClient.builder().node(node.admin()).buildAdmin()) {
            StatusReply status = admin.status();
            return Stream.concat(
                    status.peers().stream()
                            .filter(peer -> !peer.isReachable())
                            .map(peer -> node.name() + " does not see " + peer.node()),
                    status.tables().stream()
                            .filter(table -> !table.problem().isEmpty())
                            .map(table -> node.name() + " does not serve " + table.table() + ": " + table.problem()));
        } catch (StoreException failure) {
            return Stream.of(failure.getMessage());
        }
    }
}
