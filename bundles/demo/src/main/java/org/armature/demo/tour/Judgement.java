package org.armature.demo.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.history.Finding.Kind;
import org.armature.demo.history.History;
import org.armature.demo.history.Judge;
import org.armature.demo.history.Observation;
import org.armature.demo.history.Verdict;
import org.armature.demo.history.Write;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Progress;
import org.armature.demo.screen.Screen;

/** Holds what the nodes have against what the clients' history says they must have. */
final class Judgement {
    private static final int SHOWN_FINDINGS = 20;

    private final Stage stage;

    Judgement(Stage stage) {
        this.stage = stage;
    }

    /** @throws ExecutionException if an object can't be read from all replicas */
    Summary run(Path historyFile) throws IOException, InterruptedException, ExecutionException {
        stage.step(6, "judge by the clients' history alone");
        History history = History.read(historyFile);
        Verdict verdict = new Judge(history, Shop.W).judge(look(List.copyOf(history.objects())));
        show(verdict);
        return new Summary(verdict, merges(history));
    }

    private Map<String, Observation> look(List<String> objects) throws InterruptedException, ExecutionException {
        Screen.Stopwatch watch = stage.screen().stopwatch();
        Progress progress = stage.screen().progress("      looked at", 2L * objects.size());
        SortedMap<String, AdminClient> admins = new TreeMap<>();
        try (ArmatureClient client = stage.client()) {
            stage.cluster().nodes().forEach(node -> admins.put(node.name(), Stage.admin(node)));
            Map<String, Observation> found = new Inspection(client, admins, Shop.N).run(objects, progress::update);
            progress.done(Figures.count(objects.size())
                    + " objects, each on three replicas and by a read of all three, in " + watch.shown());
            return found;
        } finally {
            admins.values().forEach(AdminClient::close);
        }
    }

    private void show(Verdict verdict) {
        Screen screen = stage.screen();
        screen.line("      writes  " + Figures.count(verdict.acknowledged()) + " acknowledged: "
                + Figures.count(verdict.present()) + " are there, " + Figures.count(verdict.replaced())
                + " were replaced by writes that had seen them");
        screen.line("              " + verdict.unknown() + " of unknown outcome, " + verdict.failed() + " not done");
        verdict.findings().stream().limit(SHOWN_FINDINGS).forEach(finding -> screen.line("      " + finding));
        Checks checks = stage.checks();
        checks.check(
                verdict.acknowledged() == verdict.present() + verdict.replaced()
                        && none(verdict, Kind.LOST, Kind.RESURRECTED),
                "no acknowledged write was lost, and no delete undone");
        checks.check(
                none(verdict, Kind.TOO_FEW_COPIES),
                "each, or its successor, is held by at least W=" + Shop.W + " replicas themselves");
        checks.check(
                none(verdict, Kind.INVENTED, Kind.DAMAGED, Kind.DISHONEST),
                "nothing is there that was not written, or was reported as not written");
        checks.check(
                none(verdict, Kind.FALSE_SIBLING, Kind.DUPLICATED, Kind.DOT_REUSED),
                "no version stands beside one that replaced it, none twice");
    }

    private static boolean none(Verdict verdict, Kind... kinds) {
        return List.of(kinds).stream().mapToLong(verdict::count).sum() == 0;
    }

    private static long merges(History history) {
        return history.writes().stream()
                .filter(Write::isAcknowledged)
                .filter(write -> write.attempt().seen().size() > 1)
                .count();
    }
}
