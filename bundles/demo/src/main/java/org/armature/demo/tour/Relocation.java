package org.armature.demo.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.data.SampleShop;
import org.armature.demo.engine.Comparison;
import org.armature.demo.engine.TableMove;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.model.TableName;

/** Moves a table of a running node to the engine {@code mysql} and back, while clients write to it through all nodes. */
final class Relocation {
    private static final TableName TABLE = new TableName(SampleShop.INSTANCE, "session");
    private static final String ENGINE = "mysql";
    private static final String HOME = "bdbje";
    private static final Duration KEEP = Duration.ofHours(1);

    private final Stage stage;
    private final Optional<String> noDatabase;

    /** @param noDatabase why it is left out; empty if it is not */
    Relocation(Stage stage, Optional<String> noDatabase) {
        this.stage = stage;
        this.noDatabase = noDatabase;
    }

    void run(HistoryLog history) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        stage.step(
                8,
                "move table " + TABLE + " on n1 to engine " + ENGINE + " and back while " + UnderTraffic.WRITERS
                        + " clients write");
        if (noDatabase.isPresent()) {
            stage.screen().line("      left out: " + noDatabase.get());
            return;
        }
        LocalNode node = stage.cluster().nodes().get(0);
        new UnderTraffic(stage).run("move-", history, () -> thereAndBack(node));
    }

    private void thereAndBack(LocalNode node) throws InterruptedException, TimeoutException {
        try (AdminClient operator = Stage.admin(node)) {
            TableMove move = new TableMove(node.name(), () -> operator, TABLE);
            Screen.Stopwatch watch = stage.screen().stopwatch();
            move.begin(ENGINE, KEEP);
            move.awaitServing(ENGINE);
            String there = watch.shown();
            move.awaitCaughtUp();
            Comparison comparison = move.compare(HOME);
            move.turnBack();
            move.awaitServing(HOME);
            move.awaitSettled();
            stage.screen()
                    .line("      " + node.name() + "      " + ENGINE + " serves it after " + there + ", " + HOME
                            + " again after " + watch.shown());
            stage.checks()
                    .check(
                            comparison.isEqual(),
                            "both engines had the same, byte by byte: " + Figures.count(comparison.entries())
                                    + " entries compared, " + comparison.differing() + " differ"
                                    + (comparison.cause().isEmpty() ? "" : "; " + comparison.cause()));
        }
    }
}
