package org.armature.demo.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.engine.EngineExchange;
import org.armature.demo.engine.EngineJar;
import org.armature.demo.screen.Figures;
import org.armature.demo.traffic.HistoryLog;
import org.armature.protocol.EngineMessage.Exchange;

/** Exchanges the storage engine of one running node after the other for a newer version, while clients write. */
final class Exchanges {
    private static final String ENGINE = "bdbje";

    private final Stage stage;
    private final Path files;

    /** @param files where the newer jar is made */
    Exchanges(Stage stage, Path files) {
        this.stage = stage;
        this.files = files;
    }

    /** @throws IOException if a node does not take the newer version, with the reason */
    void run(HistoryLog history) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        stage.step(
                7,
                "exchange storage engine " + ENGINE + " for a newer version while " + UnderTraffic.WRITERS
                        + " clients write");
        LocalNode first = stage.cluster().nodes().get(0);
        Path newer = EngineJar.find(first.engines(), ENGINE).newer(files.resolve("newer-" + ENGINE + ".jar"), 1);
        new UnderTraffic(stage).run("exchange-", history, () -> {
            for (LocalNode node : stage.cluster().nodes()) {
                exchange(node, newer);
            }
        });
    }

    private void exchange(LocalNode node, Path newer) throws IOException, InterruptedException, TimeoutException {
        try (AdminClient operator = Stage.admin(node)) {
            Exchange done = new EngineExchange(node, operator, ENGINE).run(newer);
            stage.screen()
                    .line("      " + node.name() + "      " + done.from() + " to " + done.to()
                            + ", its storage calls waited for " + Figures.seconds(done.pauseNanos()));
        }
    }
}
