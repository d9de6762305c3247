package org.armature.demo.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.Readiness;
import org.armature.demo.data.SampleObject;
import org.armature.demo.data.SampleShop;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.model.TableName;

/**
 * Takes everything a node has stored away, as a broken disk would, and waits until the other owners have given it back: by
 * comparing hash trees, without any read (replica synchronisation, Dynamo §4.7).
 */
final class Loss {
    private static final String VICTIM = "n3";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long POLL_NANOS = 500_000_000;

    private final Stage stage;

    Loss(Stage stage) {
        this.stage = stage;
    }

    /** @throws TimeoutException if the cluster does not become whole again */
    void run() throws IOException, InterruptedException, TimeoutException {
        stage.step(9, "wipe all that " + VICTIM + " has stored, and wait until it has it again");
        LocalNode victim = stage.cluster().node(VICTIM);
        long had = copiesOn(victim);
        victim.kill();
        wipe(victim.data().resolve("engines"));
        victim.start();
        Screen.Stopwatch sinceReturn = stage.screen().stopwatch();
        stage.screen().line("      " + VICTIM + "      had " + Figures.count(had) + " objects, and is back with none");
        Readiness.await(stage.cluster(), PATIENCE);
        long gets = figure("gets");
        long now = awaitCopies(victim, had);
        stage.screen()
                .line("      " + VICTIM + "      has " + Figures.count(now) + " objects after " + sinceReturn.shown()
                        + "; " + Figures.count(figure("keys_repaired")) + " copies were repaired");
        stage.checks()
                .check(
                        now >= had,
                        "all it had lost came back within " + LIMIT.toSeconds() + " s: " + Figures.count(now) + " of "
                                + Figures.count(had));
        stage.checks().check(figure("gets") == gets, "no client read anything for that");
    }

    private static void wipe(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private long awaitCopies(LocalNode node, long wanted) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        long there = copiesOn(node);
        while (there < wanted && System.nanoTime() - end < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
            there = copiesOn(node);
        }
        return there;
    }

    /** Of the sample shop's objects; looked at without repairing anything. */
    private long copiesOn(LocalNode node) {
        try (AdminClient admin = Stage.admin(node)) {
            long copies = 0;
            for (int number = 0; number < SampleShop.SIZE; number++) {
                SampleObject object = stage.shop().object(number);
                TableName table = new TableName(SampleShop.INSTANCE, object.table());
                copies += admin.rawGet(table, object.key()).record().isPresent() ? 1 : 0;
            }
            return copies;
        }
    }

    /** Of all nodes since each was started. */
    private long figure(String name) {
        List<LocalNode> nodes = stage.cluster().nodes();
        long sum = 0;
        for (LocalNode node : nodes) {
            try (AdminClient admin = Stage.admin(node)) {
                sum += admin.status().figures().getOrDefault(name, 0L);
            }
        }
        return sum;
    }
}
