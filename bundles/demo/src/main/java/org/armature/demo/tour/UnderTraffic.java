package org.armature.demo.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.ArmatureClient;
import org.armature.demo.screen.Figures;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Traffic;

/** What an operator does to storage engines while clients write, who are to notice nothing of it. */
final class UnderTraffic {
    static final int WRITERS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;

    UnderTraffic(Stage stage) {
        this.stage = stage;
    }

    /** What is done meanwhile. */
    interface Deed {
        void run() throws IOException, InterruptedException, TimeoutException;
    }

    /**
     * Shows what became of the clients' requests; whether an acknowledged write was lost is judged in the end.
     *
     * @param prefix of the clients' names in the history
     * @throws ExecutionException if a writer fails by something that is no failure of the store
     */
    void run(String prefix, HistoryLog history, Deed deed)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        try (ArmatureClient client = stage.client()) {
            Traffic traffic = Traffic.start(
                    WRITERS,
                    name -> stage.recording(client, history, prefix + name),
                    stage.shop(),
                    stage.requestIds().nextLong());
            try {
                deed.run();
            } finally {
                traffic.stop(PATIENCE);
            }
            stage.screen()
                    .line("      " + Figures.count(traffic.acknowledged()) + " writes acknowledged meanwhile, "
                            + traffic.failed() + " requests failed");
            stage.checks()
                    .check(traffic.acknowledged() > 0 && traffic.failed() == 0, "no client noticed anything of it");
        }
    }
}
