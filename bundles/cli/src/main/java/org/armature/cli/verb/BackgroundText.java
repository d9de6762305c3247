package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.BackgroundMessage.JobState;
import org.armature.protocol.BackgroundMessage.NodeBackground;
import org.armature.protocol.BackgroundMessage.PressureState;

/** What background work gets, for people and for programs. */
final class BackgroundText {
    private static final String LOCKS = "locks";
    private static final double PERMILLE_IN_PERCENT = 10.0;
    private static final double NANOS_IN_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private BackgroundText() {}

    static List<String> lines(BackgroundStatus status) {
        TextTable nodes = new TextTable("NODE", ">SHARE", ">MOST", "WHY", "PRESSURE", ">NOW", ">LAST MINUTE", ">LIMIT");
        TextTable jobs = new TextTable(
                "NODE", "JOB", ">SLICES", ">TIME", ">BYTES", ">WAITS", ">WAITED", ">LONGEST", ">WAITS NOW");
        for (NodeBackground node : status.nodes()) {
            addTo(nodes, node);
            node.jobs()
                    .forEach(job -> jobs.row(
                            node.node(),
                            job.name(),
                            Figures.count(job.slices()),
                            millis(job.tookMillis()),
                            Figures.count(job.bytes()),
                            Figures.count(job.waits()),
                            millis(job.waitedMillis()),
                            millis(job.longestMillis()),
                            job.waitingMillis() == 0 ? "" : millis(job.waitingMillis())));
        }
        List<String> lines = new ArrayList<>(nodes.lines());
        lines.addAll(jobs.lines());
        status.silent().forEach(silent -> lines.add("warning: " + silent + " did not answer"));
        return lines;
    }

    private static void addTo(TextTable table, NodeBackground node) {
        boolean first = true;
        for (PressureState pressure : node.pressures()) {
            table.row(
                    first ? node.node() : "",
                    first ? percent(node.sharePermille()) : "",
                    first ? percent(node.mostPermille()) : "",
                    first ? why(node) : "",
                    pressure.name(),
                    strength(pressure, pressure.lately()),
                    strength(pressure, pressure.minute()),
                    pressure.limit() == 0 ? "none" : strength(pressure, pressure.limit()));
            first = false;
        }
    }

    private static String why(NodeBackground node) {
        List<String> reasons = new ArrayList<>(node.idle() ? List.of("no requests") : node.reasons());
        if (node.quiet()) {
            reasons.add("quiet hours");
        }
        return String.join(", ", reasons);
    }

    private static String percent(int permille) {
        return String.format(Locale.ROOT, "%.1f %%", permille / PERMILLE_IN_PERCENT);
    }

    private static String millis(long millis) {
        return Figures.count(millis) + " ms";
    }

    private static String strength(PressureState pressure, long value) {
        return pressure.name().equals(LOCKS)
                ? Figures.count(value)
                : String.format(Locale.ROOT, "%.1f ms", value / NANOS_IN_MILLI);
    }

    static Json json(BackgroundStatus status) {
        return new Json()
                .with("nodes", status.nodes().stream().map(BackgroundText::json).toList())
                .with("silent", status.silent());
    }

    private static Json json(NodeBackground node) {
        return new Json()
                .with("node", node.node())
                .with("sharePermille", node.sharePermille())
                .with("mostPermille", node.mostPermille())
                .with("quiet", node.quiet())
                .with("idle", node.idle())
                .with("reasons", node.reasons())
                .with(
                        "pressures",
                        node.pressures().stream().map(BackgroundText::json).toList())
                .with("jobs", node.jobs().stream().map(BackgroundText::json).toList());
    }

    private static Json json(PressureState pressure) {
        return new Json()
                .with("name", pressure.name())
                .with("unit", pressure.name().equals(LOCKS) ? "failures" : "nanos")
                .with("lately", pressure.lately())
                .with("minute", pressure.minute())
                .with("limit", pressure.limit());
    }

    private static Json json(JobState job) {
        return new Json()
                .with("name", job.name())
                .with("slices", job.slices())
                .with("tookMillis", job.tookMillis())
                .with("bytes", job.bytes())
                .with("waits", job.waits())
                .with("waitedMillis", job.waitedMillis())
                .with("longestMillis", job.longestMillis())
                .with("waitingMillis", job.waitingMillis());
    }
}
