package org.armature.bench.migrate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.Windows;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.Readiness;
import org.armature.model.TableName;

/** Kills nodes while they move a table, once at every step, and starts them again. */
final class Killer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalCluster cluster;
    private final Operators operators;
    private final TableName table;
    private final Windows<Stretch> windows;
    private final Consumer<String> progress;
    private final Set<Step> left;
    private final List<Kill> kills = new ArrayList<>();

    /** @param kills whether it kills at all */
    Killer(
            LocalCluster cluster,
            Operators operators,
            TableName table,
            Windows<Stretch> windows,
            boolean kills,
            Consumer<String> progress) {
        this.cluster = cluster;
        this.operators = operators;
        this.table = table;
        this.windows = windows;
        this.progress = progress;
        this.left = kills ? EnumSet.allOf(Step.class) : EnumSet.noneOf(Step.class);
    }

    boolean isToKillAt(Step step) {
        return left.contains(step);
    }

    /** Kills the node if none was killed at that step yet; returns when all nodes see and serve one another again. */
    void at(Step step, String name, String engine) throws IOException, InterruptedException, TimeoutException {
        if (!left.remove(step)) {
            return;
        }
        Stretch meanwhile = windows.current();
        LocalNode node = cluster.node(name);
        windows.begin(Stretch.KILLED);
        long killed = System.nanoTime();
        node.kill();
        String stage = Note.stage(node.data(), table);
        operators.forget(node);
        node.start();
        Kill kill = new Kill(name, engine, step, stage, Duration.ofNanos(System.nanoTime() - killed));
        kills.add(kill);
        progress.accept(name + " killed at step \"" + step.title() + "\" (noted: " + stage + "), back after "
                + kill.away().toMillis() + " ms");
        Readiness.await(cluster, PATIENCE);
        windows.begin(meanwhile);
    }

    List<Kill> kills() {
        return List.copyOf(kills);
    }

    /** Steps at which none was killed though one was to be. */
    Set<Step> left() {
        return EnumSet.copyOf(left);
    }
}
