package org.armature.bench.faults;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.OpenLoop;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.Readiness;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Inspection;
import org.armature.demo.traffic.RecordingClient;
import org.armature.history.Fact;
import org.armature.history.HistoryReader;
import org.armature.history.Wish;
import org.armature.history.judge.Judge;
import org.armature.history.judge.Verdict;
import org.armature.model.TableName;

/** Plays acts on a cluster, one after the other: each under a load of its own, with a history that is judged at its end. */
final class Performance {
    private static final int N = 3;
    /** With as many nodes as owners no quorum has room for a fallback. */
    private static final Wish QUORUM = Wish.strict(2, 2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalCluster cluster;
    private final TableName table;
    private final FaultsPlan plan;
    private final Path histories;
    private final Consumer<String> progress;
    private final SecureRandom requestIds = new SecureRandom();

    /** @param histories directory for a file of each act */
    Performance(LocalCluster cluster, TableName table, FaultsPlan plan, Path histories, Consumer<String> progress) {
        this.cluster = cluster;
        this.table = table;
        this.plan = plan;
        this.histories = histories;
        this.progress = progress;
    }

    /**
     * @throws TimeoutException if the cluster does not become whole again
     * @throws ExecutionException if a caller or the last look fails by something that is none of the store's failures, or
     *     the last look by one of those
     */
    ActReport play(Act act) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        progress.accept("act " + act.name());
        Readiness.await(cluster, PATIENCE);
        Path file = histories.resolve("history-" + act.name() + ".jsonl");
        Samples samples;
        HintStory hints;
        try (HistoryLog history = HistoryLog.createUnforced(file);
                ArmatureClient client = client()) {
            history.note(new Fact.Table(System.nanoTime(), table.toString(), N, Fact.Reconcile.SIBLINGS, false, 0, 0));
            Rig rig = new Rig(cluster, plan, history, progress);
            samples = underLoad(client, rig, act);
            hints = act.awaitHints(rig);
            Readiness.await(cluster, PATIENCE);
            progress.accept("looking at every replica");
            look(client, file, history);
        }
        return report(act, samples, hints, verdict(file));
    }

    private ArmatureClient client() {
        ClientBuilder builder = ArmatureClient.builder();
        cluster.clients().forEach(builder::node);
        return builder.build();
    }

    private Samples underLoad(ArmatureClient client, Rig rig, Act act)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Samples samples = new Samples();
        OpenLoop load = OpenLoop.start(
                plan.threads(),
                plan.rate(),
                number -> new OpenCaller(
                        new RecordingClient(client, rig.history(), "caller-" + number, QUORUM, requestIds),
                        new CallerKeys(table, act.name(), number, plan.seed()),
                        samples)::readAndWrite);
        try {
            rig.hold(plan.warmup());
            act.play(rig);
        } finally {
            load.stop();
        }
        return samples;
    }

    private void look(ArmatureClient client, Path file, HistoryLog history)
            throws IOException, InterruptedException, ExecutionException {
        SortedMap<String, AdminClient> admins = new TreeMap<>();
        try {
            cluster.nodes()
                    .forEach(node -> admins.put(
                            node.name(),
                            ArmatureClient.builder().node(node.admin()).buildAdmin()));
            new Inspection(client, admins, history, N)
                    .run(Inspection.written(file), Inspection.deletions(file), done -> {});
        } finally {
            admins.values().forEach(AdminClient::close);
        }
    }

    private static Verdict verdict(Path file) throws IOException {
        Judge judge = new Judge();
        try (Reader history = Files.newBufferedReader(file)) {
            HistoryReader.read(history, judge);
        }
        return judge.verdict();
    }

    private ActReport report(Act act, Samples samples, HintStory hints, Verdict verdict) {
        verdict.findings().stream().limit(20).forEach(finding -> progress.accept(finding.toString()));
        List<Target> targets = new ArrayList<>(act.targets(samples, hints));
        targets.add(Targets.nothingLost(verdict.lost(), verdict.totals().acknowledged()));
        int others =
                verdict.counts().values().stream().mapToInt(Integer::intValue).sum() - verdict.lost();
        targets.add(new Target("other wrongs found in the history", Integer.toString(others), "0", others == 0));
        return new ActReport(
                act.title(), act.intervals().stream().map(samples::phase).toList(), targets, verdict.lost(), hints);
    }
}
