package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/**
 * The paper's figure 6: the part of the nodes that are out of balance against the load (Dynamo §6.2, §6). Load is told by
 * how many keys are asked for in a window of time: when it is low they are few, the popular ones among them make up much
 * of it, and the nodes that own those stand out; when it is high, many keys are popular and spread over the nodes.
 */
public final class Figure6 {
    private static final int FEWEST_KEYS = 1_000;
    private static final double STEP = Math.sqrt(10);

    private final Study study;
    private final List<Line> lines;

    private record Line(String name, Shape shape) {}

    public Figure6(Study study) {
        this.study = study;
        this.lines = List.of(
                random(16),
                random(64),
                random(256),
                new Line(
                        "strategy 3, Q=" + study.partitions(),
                        new Shape(Strategy.EQUAL_PARTITIONS, study.partitions(), 1)));
    }

    private static Line random(int tokens) {
        return new Line("strategy 1, T=" + tokens, new Shape(Strategy.RANDOM_TOKENS, 1, tokens));
    }

    /** @throws WrongInput if a ring is too large to be worked out */
    public Report run() throws WrongInput {
        for (Line line : lines) {
            layouts(study.seed()).requireFits(line.shape());
        }
        List<Integer> levels = levels();
        List<List<Samples>> samples = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            samples.add(lines.stream().map(line -> new Samples()).toList());
        }
        LongStream.range(study.seed(), study.seed() + study.runs()).forEach(seed -> run(seed, levels, samples));
        return new Report(
                List.of(
                        "Figure 6: nodes whose load differs from their share by more than 15 %; S=" + study.nodes(),
                        study.description()),
                table(levels, samples),
                findings(samples),
                true,
                SvgChart.of(chart(levels, samples)));
    }

    private Layouts layouts(long seed) {
        return new Layouts(Nodes.seeded(study.nodes(), seed), study.n());
    }

    private List<Integer> levels() {
        List<Integer> levels = new ArrayList<>();
        for (double keys = FEWEST_KEYS; keys < study.keys() * 0.99; keys *= STEP) {
            levels.add((int) Math.round(keys));
        }
        levels.add(study.keys());
        return levels;
    }

    private void run(long seed, List<Integer> levels, List<List<Samples>> samples) {
        var rings = lines.stream().map(line -> layouts(seed).ring(line.shape())).toList();
        for (int level = 0; level < levels.size(); level++) {
            Requests requests = Requests.zipf(levels.get(level), study.exponent(), seed);
            for (int line = 0; line < rings.size(); line++) {
                Evenness load = Loads.of(rings.get(line), study.n(), requests).allOwners();
                samples.get(level).get(line).add(load.outOfBalance());
            }
        }
    }

    private Table table(List<Integer> levels, List<List<Samples>> samples) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.Column.whole("keys asked for", "keys"));
        lines.forEach(line -> columns.add(Table.Column.percent(line.name(), "out_of_balance " + line.name())));
        Table table = new Table(columns.toArray(Table.Column[]::new));
        for (int level = 0; level < levels.size(); level++) {
            List<Object> row = new ArrayList<>(List.of(levels.get(level)));
            samples.get(level).forEach(sample -> row.add(sample.mean()));
            table.row(row.toArray());
        }
        return table;
    }

    private List<String> findings(List<List<Samples>> samples) {
        List<String> findings = new ArrayList<>();
        findings.add("out of balance at the lowest and at the highest load:");
        for (int line = 0; line < lines.size(); line++) {
            findings.add("  " + lines.get(line).name() + ": "
                    + Numbers.percent(samples.get(0).get(line).mean()) + ", "
                    + Numbers.percent(samples.get(samples.size() - 1).get(line).mean()));
        }
        findings.add("the paper: about 20 % and 10 % in production, strategy 1, T and popularity not told");
        return findings;
    }

    private Chart chart(List<Integer> levels, List<List<Samples>> samples) {
        List<Chart.Series> series = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            List<Chart.Point> points = new ArrayList<>();
            for (int level = 0; level < levels.size(); level++) {
                points.add(new Chart.Point(
                        levels.get(level), 100 * samples.get(level).get(line).mean()));
            }
            series.add(new Chart.Series(lines.get(line).name(), points));
        }
        return new Chart(
                "Nodes out of balance against load, S=" + study.nodes() + ", Zipf " + study.exponent(),
                new Chart.Axis("load: keys asked for in the window", levels.get(0) * 0.8, study.keys() * 1.25, true),
                new Chart.Axis("% of the nodes", 0, 100, false),
                series);
    }
}
