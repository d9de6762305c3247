package org.armature.demo.tour;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Progress;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Inspection;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.HistoryReader;
import org.armature.history.ObjectName;
import org.armature.history.judge.Invariant;
import org.armature.history.judge.Judge;
import org.armature.history.judge.Kind;
import org.armature.history.judge.Totals;
import org.armature.history.judge.Verdict;

/** Holds what the nodes have against what the clients' history says they must have. */
final class Judgement {
    private static final int SHOWN_FINDINGS = 20;

    private final Stage stage;
    private final Path historyFile;

    Judgement(Stage stage, Path historyFile) {
        this.stage = stage;
        this.historyFile = historyFile;
    }

    /**
     * Adds to the history what is there in the end.
     *
     * @throws ExecutionException if an object can't be read from all replicas
     */
    void look(HistoryLog history) throws IOException, InterruptedException, ExecutionException {
        stage.step(10, "judge by the clients' history alone");
        look(Inspection.written(historyFile), Inspection.deletions(historyFile), history);
    }

    private void look(List<ObjectName> objects, List<Attempt> deletions, HistoryLog history)
            throws InterruptedException, ExecutionException {
        Screen.Stopwatch watch = stage.screen().stopwatch();
        Progress progress = stage.screen().progress("      looked at", 2L * objects.size() + deletions.size());
        SortedMap<String, AdminClient> admins = new TreeMap<>();
        try (ArmatureClient client = stage.client()) {
            stage.cluster().nodes().forEach(node -> admins.put(node.name(), Stage.admin(node)));
            new Inspection(client, admins, history, Shop.N).run(objects, deletions, progress::update);
            progress.done(Figures.count(objects.size())
                    + " objects, each on three replicas and by a read of all three, and what became of "
                    + Figures.count(deletions.size()) + " deletes, in " + watch.shown());
        } finally {
            admins.values().forEach(AdminClient::close);
        }
    }

    /** @param hints of the outage, for the summary */
    Summary judge(HintFigures hints) throws IOException {
        Judge judge = new Judge();
        AtomicLong merges = new AtomicLong();
        read(fact -> {
            judge.accept(fact);
            if (fact instanceof Attempt attempt
                    && attempt.isWrite()
                    && attempt.isOk()
                    && attempt.asked().seen().size() > 1) {
                merges.incrementAndGet();
            }
        });
        Verdict verdict = judge.verdict();
        show(verdict);
        return new Summary(verdict, merges.get(), hints);
    }

    private void read(Consumer<Fact> facts) throws IOException {
        try (Reader file = Files.newBufferedReader(historyFile)) {
            HistoryReader.read(file, facts);
        }
    }

    private void show(Verdict verdict) {
        Screen screen = stage.screen();
        Totals totals = verdict.totals();
        screen.line("      writes  " + Figures.count(totals.acknowledged()) + " acknowledged: "
                + Figures.count(totals.present()) + " are there, " + Figures.count(totals.replaced())
                + " were replaced by writes that had seen them, or removed for good as deleted");
        screen.line("              " + totals.unknown() + " of unknown outcome, " + totals.failed() + " not done");
        verdict.findings().stream().limit(SHOWN_FINDINGS).forEach(finding -> screen.line("      " + finding));
        Checks checks = stage.checks();
        checks.check(
                totals.acknowledged() == totals.present() + totals.replaced() && verdict.lost() == 0,
                "no acknowledged write was lost, and no delete undone");
        checks.check(
                verdict.count(Kind.TOO_FEW_COPIES) + verdict.count(Invariant.HONESTY) == 0,
                "each, or its successor, is held by at least W=" + Shop.W + " replicas themselves");
        checks.check(
                none(verdict, Invariant.INVENTION, Invariant.ISOLATION),
                "nothing is there that was not written, or was reported as not written");
        checks.check(
                none(verdict, Invariant.SIBLINGS, Invariant.RETRIES, Invariant.ORDER),
                "no version stands beside one that replaced it, none twice");
        checks.check(none(verdict, Invariant.FRESHNESS), "every read saw what had been acknowledged before it");
    }

    private static boolean none(Verdict verdict, Invariant... invariants) {
        return List.of(invariants).stream().mapToInt(verdict::count).sum() == 0;
    }
}
