package org.armature.demo.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.Readiness;
import org.armature.demo.data.SampleShop;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.protocol.Message.RingReply;

/**
 * The tour through a cluster of three, for a while of four, and the checks of what it shows. Whatever is claimed about acknowledged writes is
 * judged from the clients' history, never from what the store counts.
 */
public final class Tour {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;
    private final Path historyFile;
    private final Path files;
    private final Optional<String> noDatabase;

    /**
     * @param directory for the history, and for what else the tour writes
     * @param noDatabase why no table can be moved to a database; empty if one can
     */
    public Tour(LocalCluster cluster, Path directory, Optional<String> noDatabase, Screen screen) {
        this.stage = new Stage(cluster, new SampleShop(), screen, new Checks(screen), new SecureRandom());
        this.historyFile = directory.resolve("history.jsonl");
        this.files = directory;
        this.noDatabase = noDatabase;
    }

    /**
     * @param started runs since the nodes were started
     * @return whether everything claimed was found to hold
     * @throws TimeoutException if the cluster does not become whole
     * @throws ExecutionException if something failed that must not
     */
    public boolean run(Screen.Stopwatch started)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        showCluster(started);
        Load load = new Load(stage);
        HintFigures hints;
        try (HistoryLog history = HistoryLog.create(historyFile)) {
            Shop.describe(history);
            load.fill(history);
            load.readBack();
            new Conflict(stage).run(history);
            hints = new Outage(stage).run(history);
            new Growth(stage).run(history);
            new Exchanges(stage, files).run(history);
            new Relocation(stage, noDatabase).run(history);
            new Loss(stage).run();
            new Judgement(stage, historyFile).look(history);
        }
        Summary summary = new Judgement(stage, historyFile).judge(hints);
        stage.screen().line("");
        stage.checks().failed().forEach(claim -> stage.screen().line("FAILED: " + claim));
        stage.screen().line(summary.toString());
        return stage.checks().failed().isEmpty();
    }

    private void showCluster(Screen.Stopwatch started) throws InterruptedException, TimeoutException {
        Screen screen = stage.screen();
        stage.step(1, "three nodes");
        stage.cluster()
                .nodes()
                .forEach(node -> screen.line("      " + node.name() + "      pid " + node.pid() + ", clients at "
                        + node.client() + ", operators at " + node.admin()));
        Readiness.await(stage.cluster(), PATIENCE);
        try (AdminClient admin = Stage.admin(stage.cluster().nodes().get(0))) {
            RingReply ring = admin.ring();
            screen.line("      ring    " + ring.partitions() + " partitions, "
                    + ring.tokens().size() / ring.members().size() + " tokens a node; N=" + Shop.N + " R=2 W=" + Shop.W
                    + ", engine bdbje");
        }
        screen.line("      they answer, and see each other, after " + started.shown());
    }
}
