package org.armature.bench.background;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.OpenLoop;
import org.armature.bench.steady.Hold;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;
import org.armature.bench.steady.SteadyLoad;
import org.armature.bench.steady.Windows;
import org.armature.demo.cluster.RingChange;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/**
 * One pair: a fourth node joins, and an interval under load goes by in which nothing else is done. Then, without load, a node is
 * stopped while objects are written that nobody asks for otherwise. It goes on, and in an interval under the same load it is
 * handed what was kept for it. In the first half of that, it is compared with the others, and in the second the fourth leaves:
 * owners are not compared while places move. Whatever is left is done without load.
 */
final class Turn {
    private static final Duration LONGER = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMillis(250);

    private final Nodes nodes;
    private final SteadyLoad asked;
    private final SteadyLoad behind;
    private final TableName behindTable;
    private final Pace pace;
    private final double rate;
    private final Consumer<String> progress;

    /**
     * @param asked the load
     * @param behind that is written while a node is away
     * @param rate operations due in a second
     */
    Turn(
            Nodes nodes,
            SteadyLoad asked,
            SteadyLoad behind,
            TableName behindTable,
            Pace pace,
            double rate,
            Consumer<String> progress) {
        this.nodes = nodes;
        this.asked = asked;
        this.behind = behind;
        this.behindTable = behindTable;
        this.pace = pace;
        this.rate = rate;
        this.progress = progress;
    }

    /** Something that is done under load. */
    @FunctionalInterface
    private interface Deed {
        void run() throws IOException, InterruptedException, TimeoutException;
    }

    /** What is ordered when half of an interval begins, and what must go on before it ends. */
    private record Part(Deed order, Set<Kind> kinds) {
        private static final Part NOTHING = new Part(() -> {}, Set.of());
    }

    /**
     * @param fourth a node that was never a member
     * @throws TimeoutException if something does not end
     */
    Pair play(int number, NodeId fourth)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        progress.accept(fourth + " starts and joins");
        nodes.join(fourth);
        progress.accept("load, and nothing else");
        Interval quiet = underLoad(pace.warmup(), () -> {}, Part.NOTHING, Part.NOTHING);
        progress.accept("a node is away, and everything in " + behindTable + " is written anew");
        nodes.sendAway();
        behind.writeAll();
        Orders orders = new Orders();
        progress.accept("load, and everything at once");
        Interval busy = underLoad(
                pace.rest(),
                nodes::bringBack,
                new Part(() -> orders.repairs.addAll(nodes.repair(behindTable)), EnumSet.of(Kind.EXCHANGE, Kind.HINTS)),
                new Part(() -> orders.changes.add(nodes.leave(fourth)), EnumSet.of(Kind.TRANSFER)));
        progress.accept("what is left is done without load");
        for (RingChange.Committed change : orders.changes) {
            change.awaitSettled();
        }
        nodes.awaitRest(orders.repairs);
        nodes.remove(fourth);
        Pair pair = new Pair(number, quiet, busy);
        progress.accept(BackgroundText.of(pair));
        return pair;
    }

    /** What was ordered and may go on. */
    private static final class Orders {
        private final List<String> repairs = new ArrayList<>();
        private final List<RingChange.Committed> changes = new ArrayList<>();
    }

    private enum Stage {
        BEFORE,
        MEASURED,
        AFTER
    }

    /**
     * @param before how long the load goes on until the interval begins
     * @param last done at the end of that
     * @param first half of the interval
     * @param second half of it
     */
    private Interval underLoad(Duration before, Deed last, Part first, Part second)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Windows<Stage> windows = new Windows<>(System::nanoTime);
        windows.begin(Stage.BEFORE);
        OpenLoop load = asked.start(rate, windows);
        Watched watched;
        try {
            Hold.of(before);
            last.run();
            WorkWatch.Begun watch = WorkWatch.start(nodes::work);
            windows.begin(Stage.MEASURED);
            play(first, watch);
            play(second, watch);
            windows.begin(Stage.AFTER);
            watched = watch.stop();
        } finally {
            load.stop();
        }
        windows.end();
        return new Interval(
                LoadFigures.of(windows.all().stream()
                        .filter(window -> window.label() == Stage.MEASURED)
                        .toList()),
                watched);
    }

    /** For half of the time of an interval, and longer if it takes longer until all of it goes on. */
    private void play(Part part, WorkWatch.Begun watch) throws IOException, InterruptedException, TimeoutException {
        long begun = System.nanoTime();
        part.order().run();
        Hold.of(Duration.ofNanos(begun + pace.quiet().toNanos() / 2 - System.nanoTime()));
        long end = System.nanoTime() + LONGER.toNanos();
        while (!part.kinds().stream().allMatch(watch::hasSeen) && System.nanoTime() - end < 0) {
            Hold.of(A_WHILE);
        }
    }
}
