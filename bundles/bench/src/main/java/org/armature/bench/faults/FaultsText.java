package org.armature.bench.faults;

import java.util.List;
import java.util.Locale;
import org.armature.bench.TextLines;

/** The report for people: a table of each act, and a last line with the counts. */
final class FaultsText {
    private final TextLines lines = new TextLines();

    private FaultsText() {}

    static String of(ActReport act) {
        FaultsText text = new FaultsText();
        text.act(act);
        return text.lines.toString();
    }

    /** The last line. */
    static String summary(List<ActReport> acts) {
        long kept = acts.stream().mapToLong(act -> act.hints().last().kept()).sum();
        long delivered =
                acts.stream().mapToLong(act -> act.hints().last().delivered()).sum();
        long left = acts.stream().mapToLong(act -> act.hints().last().pending()).sum();
        long written = acts.stream()
                .flatMap(act -> act.phases().stream())
                .mapToLong(Phase::ok)
                .sum();
        int lost = acts.stream().mapToInt(ActReport::lost).sum();
        long missed = acts.stream()
                .flatMap(act -> act.targets().stream())
                .filter(target -> !target.held())
                .count();
        return String.format(
                Locale.ROOT,
                "written %d, hints kept %d, delivered %d, left %d, lost %d, aims missed %d",
                written,
                kept,
                delivered,
                left,
                lost,
                missed);
    }

    private void act(ActReport act) {
        lines.add("%s", act.title());
        lines.add(
                "  %-8s %8s %8s %7s %8s %13s %8s %8s %9s %8s",
                "writes", "all", "ok", "failed", "unknown", "reads failed", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        act.phases().forEach(this::phase);
        int widest = act.targets().stream()
                .mapToInt(target -> target.what().length())
                .max()
                .orElse(1);
        for (Target target : act.targets()) {
            lines.add(
                    "  %-6s  %-" + widest + "s  %s (aim: %s)",
                    target.held() ? "ok" : "MISSED",
                    target.what(),
                    target.value(),
                    target.aim());
        }
        lines.add("");
    }

    private void phase(Phase phase) {
        lines.add(
                "  %-8s %,8d %,8d %7d %8d %13d %8.1f %8.1f %9.1f %8.1f",
                phase.name(),
                phase.all(),
                phase.ok(),
                phase.failed(),
                phase.unknown(),
                phase.readsFailed(),
                phase.writes().p50() / 1_000,
                phase.writes().p99() / 1_000,
                phase.writes().p999() / 1_000,
                phase.writes().max() / 1_000);
    }
}
