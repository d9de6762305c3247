package org.armature.bench.swap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.bench.steady.Hold;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;

/** Whether exchanges leave class loaders of bundles behind in nodes. */
final class LoaderWatch {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Loaders loaders;
    private final LocalCluster cluster;
    private final Map<String, Long> before = new TreeMap<>();

    private LoaderWatch(Loaders loaders, LocalCluster cluster) {
        this.loaders = loaders;
        this.cluster = cluster;
    }

    /** Counts them now. */
    static LoaderWatch begin(Loaders loaders, LocalCluster cluster) throws IOException, InterruptedException {
        LoaderWatch watch = new LoaderWatch(loaders, cluster);
        for (LocalNode node : cluster.nodes()) {
            watch.before.put(node.name(), loaders.count(node.pid()));
        }
        return watch;
    }

    /**
     * Counts them again, until there are as many as before, for a minute at most: what has just ended is given up little by
     * little.
     *
     * @param swaps by node
     */
    List<LoaderCount> end(Map<String, Integer> swaps) throws IOException, InterruptedException {
        List<LoaderCount> counts = new ArrayList<>();
        for (LocalNode node : cluster.nodes()) {
            long end = System.nanoTime() + LIMIT.toNanos();
            long were = before.get(node.name());
            long now = loaders.count(node.pid());
            while (now > were && System.nanoTime() - end < 0) {
                Hold.of(PAUSE);
                now = loaders.count(node.pid());
            }
            counts.add(new LoaderCount(node.name(), swaps.getOrDefault(node.name(), 0), were, now));
        }
        return counts;
    }
}
