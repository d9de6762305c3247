package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/**
 * How evenly strategy 3 loads clusters of 3 to S nodes: efficiencies at Q, beside them those at Q / 4, and how exactly
 * unequal weights are honoured at Q. Of all runs, which differ in their keys, the lowest is told.
 */
public final class BalanceFigure {
    public static final int FEWEST_NODES = 3;
    public static final int FEWEST_PARTITIONS = 4;

    private static final double PLACEMENT_AIM = 0.97;
    private static final double LOAD_AIM = 0.95;
    private static final double WEIGHTS_AIM = 0.05;

    private final Study study;

    /**
     * @param study of {@value #FEWEST_NODES} nodes and {@value #FEWEST_PARTITIONS} partitions or more
     * @throws WrongInput if it is not
     */
    public BalanceFigure(Study study) throws WrongInput {
        if (study.nodes() < FEWEST_NODES || study.partitions() < FEWEST_PARTITIONS) {
            throw new WrongInput("this figure is of " + FEWEST_NODES + " nodes and Q=" + FEWEST_PARTITIONS
                    + " or more, not of " + study.nodes() + " and Q=" + study.partitions());
        }
        new Layouts(Nodes.equal(study.nodes()), study.n())
                .requireFits(new Shape(Strategy.EQUAL_PARTITIONS, study.partitions(), 1));
        this.study = study;
    }

    public Report run() {
        List<ClusterSize> sizes = IntStream.rangeClosed(FEWEST_NODES, study.nodes())
                .mapToObj(nodes -> ClusterSize.of(nodes, study.n(), study.partitions()))
                .toList();
        for (int run = 0; run < study.runs(); run++) {
            Requests requests = study.requests(study.seed() + run);
            sizes.forEach(size -> size.add(study.n(), requests));
        }
        List<Aim> aims = aims(sizes);
        return new Report(
                List.of(
                        "Strategy 3: lowest efficiencies (mean / max) and what is furthest from its weight, S="
                                + FEWEST_NODES + " to " + study.nodes(),
                        study.description()),
                table(sizes),
                aims.stream().map(Aim::toString).toList(),
                aims.stream().allMatch(Aim::reached),
                SvgChart.of(chart(sizes)));
    }

    private Table table(List<ClusterSize> sizes) {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.whole("S", "nodes")));
        for (ClusterSize.Efficiencies at :
                List.of(sizes.get(0).whole(), sizes.get(0).quarter())) {
            String q = "Q=" + at.partitions();
            columns.add(Table.Column.efficiency(q + " placement", q + " placement"));
            columns.add(Table.Column.efficiency("load", q + " load_all_owners"));
            columns.add(Table.Column.efficiency("first", q + " load_first_owner"));
        }
        columns.add(Table.Column.percent("weights 1,2", "furthest_from_weights_1_2"));
        columns.add(Table.Column.percent("weights 1,2,4", "furthest_from_weights_1_2_4"));
        Table table = new Table(columns.toArray(Table.Column[]::new));
        for (ClusterSize size : sizes) {
            List<Object> row = new ArrayList<>(List.of(size.nodes()));
            for (ClusterSize.Efficiencies at : List.of(size.whole(), size.quarter())) {
                row.addAll(List.of(
                        at.placement().least(),
                        at.allOwners().least(),
                        at.firstOwner().least()));
            }
            row.add(size.oneTwo().orElse(Table.NONE));
            row.add(size.oneTwoFour().orElse(Table.NONE));
            table.row(row.toArray());
        }
        return table;
    }

    private static List<Aim> aims(List<ClusterSize> sizes) {
        List<Aim> aims = new ArrayList<>();
        least(sizes, "placement", PLACEMENT_AIM, size -> size.whole().placement(), aims);
        least(sizes, "load of all owners", LOAD_AIM, size -> size.whole().allOwners(), aims);
        least(sizes, "load of first owners", LOAD_AIM, size -> size.whole().firstOwner(), aims);
        most(sizes, "weights 1 and 2", ClusterSize::oneTwo, aims);
        most(sizes, "weights 1, 2 and 4", ClusterSize::oneTwoFour, aims);
        return aims;
    }

    private static void least(
            List<ClusterSize> sizes,
            String subject,
            double aim,
            Function<ClusterSize, Samples> figure,
            List<Aim> aims) {
        sizes.stream()
                .min(Comparator.comparingDouble(size -> figure.apply(size).least()))
                .ifPresent(size -> {
                    double lowest = figure.apply(size).least();
                    aims.add(new Aim(
                            "efficiency of " + subject + ", at least " + aim,
                            Numbers.efficiency(lowest),
                            size.nodes(),
                            lowest >= aim));
                });
    }

    private static void most(
            List<ClusterSize> sizes, String subject, Function<ClusterSize, OptionalDouble> figure, List<Aim> aims) {
        sizes.stream()
                .filter(size -> figure.apply(size).isPresent())
                .max(Comparator.comparingDouble(size -> figure.apply(size).orElseThrow()))
                .ifPresent(size -> {
                    double furthest = figure.apply(size).orElseThrow();
                    aims.add(new Aim(
                            subject + " honoured within " + Numbers.percent(WEIGHTS_AIM),
                            Numbers.percent(furthest),
                            size.nodes(),
                            furthest <= WEIGHTS_AIM));
                });
    }

    private Chart chart(List<ClusterSize> sizes) {
        double lowest = sizes.stream()
                .mapToDouble(size -> size.quarter().firstOwner().least())
                .min()
                .orElseThrow();
        return new Chart(
                "Efficiency of strategy 3 against the number of nodes, N=" + study.n(),
                new Chart.Axis("nodes", 0, study.nodes() + 1, false),
                new Chart.Axis("efficiency: mean / max load", Math.floor(lowest * 10) / 10, 1, false),
                List.of(
                        series(sizes, "load", ClusterSize::whole, ClusterSize.Efficiencies::allOwners),
                        series(sizes, "load, first owners", ClusterSize::whole, ClusterSize.Efficiencies::firstOwner),
                        series(sizes, "load", ClusterSize::quarter, ClusterSize.Efficiencies::allOwners),
                        series(
                                sizes,
                                "load, first owners",
                                ClusterSize::quarter,
                                ClusterSize.Efficiencies::firstOwner)));
    }

    private static Chart.Series series(
            List<ClusterSize> sizes,
            String name,
            Function<ClusterSize, ClusterSize.Efficiencies> at,
            Function<ClusterSize.Efficiencies, Samples> figure) {
        List<Chart.Point> points = sizes.stream()
                .map(size -> new Chart.Point(
                        size.nodes(), figure.apply(at.apply(size)).least()))
                .toList();
        return new Chart.Series("Q=" + at.apply(sizes.get(0)).partitions() + " " + name, points);
    }
}
