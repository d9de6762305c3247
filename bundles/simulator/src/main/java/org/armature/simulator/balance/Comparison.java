package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/** The strategies side by side, for the nodes, weights, N, Q and keys of one cluster. */
public final class Comparison {
    private static final int PARTITIONS_PER_TOKEN = 8;
    private static final double MOST_SHOWN = 2;

    private final Layouts layouts;
    private final int partitions;
    private final int perUnit;
    private final Requests requests;
    private final Table table = new Table(
            Table.Column.words("strategy", "strategy"),
            Table.Column.whole("tokens", "tokens"),
            Table.Column.bytes("metadata", "metadata_bytes"),
            Table.Column.efficiency("placement", "efficiency_placement"),
            Table.Column.efficiency("load", "efficiency_load_all_owners"),
            Table.Column.efficiency("first", "efficiency_load_first_owner"),
            Table.Column.percent("out", "out_of_balance"),
            new Table.Column("furthest", "furthest_deviation", value -> Numbers.deviation((Double) value)),
            Table.Column.words("node", "furthest_node"));
    private final List<Chart.Series> series = new ArrayList<>();

    /**
     * @param n copies of each key
     * @param partitions Q
     * @param perUnit T, tokens for each unit of weight in strategies 1 and 2
     */
    public Comparison(Collection<Member> members, int n, int partitions, int perUnit, Requests requests) {
        this.layouts = new Layouts(members, n);
        this.partitions = partitions;
        this.perUnit = perUnit;
        this.requests = requests;
    }

    /** T that gives strategies 1 and 2 about as many tokens as strategy 3 has. */
    public static int usualTokens(Collection<Member> members, int partitions) {
        long weight = members.stream().mapToLong(Member::weight).sum();
        return (int) Math.max(1, Math.round((double) partitions / weight));
    }

    /** @throws WrongInput if a ring is too large to be worked out */
    public Report run(Collection<Strategy> strategies) throws WrongInput {
        for (Strategy strategy : strategies) {
            layouts.requireFits(new Shape(strategy, partitions, perUnit));
        }
        strategies.forEach(this::add);
        return new Report(heading(), table, notes(strategies), true, SvgChart.of(chart()));
    }

    private void add(Strategy strategy) {
        Shape shape = new Shape(strategy, partitions, perUnit);
        var ring = layouts.ring(shape);
        Loads loads = Loads.of(ring, layouts.n(), requests);
        Evenness placement = loads.placement();
        table.row(
                Labels.of(strategy),
                layouts.tokens(shape),
                layouts.metadataBytes(shape),
                placement.efficiency(),
                loads.allOwners().efficiency(),
                loads.firstOwner().efficiency(),
                loads.allOwners().outOfBalance(),
                placement.furthestDeviation(),
                List.copyOf(ring.members().keySet()).get(placement.furthest()));
        List<Chart.Point> points = new ArrayList<>();
        loads.allOwners().relative().stream()
                .sorted()
                .forEach(load -> points.add(new Chart.Point(points.size() + 1, load)));
        series.add(new Chart.Series(Labels.of(strategy), points));
    }

    private Chart chart() {
        double most = series.stream()
                .flatMap(one -> one.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.y()))
                .max()
                .orElseThrow();
        return new Chart(
                "Load of each node against its fair share",
                new Chart.Axis(
                        "nodes, from the least to the most loaded",
                        0,
                        layouts.members().size() + 1,
                        false),
                new Chart.Axis("requests / fair share", 0, Math.max(MOST_SHOWN, most * 1.05), false),
                series);
    }

    private List<String> heading() {
        int least = layouts.members().stream().mapToInt(Member::weight).min().orElseThrow();
        int most = layouts.members().stream().mapToInt(Member::weight).max().orElseThrow();
        String weights = least == most ? "of equal weight" : "of weights " + least + " to " + most;
        long zones = layouts.members().stream().map(Member::zone).distinct().count();
        return List.of(
                layouts.members().size() + " nodes " + weights + " on " + layouts.hosts() + " hosts"
                        + (zones > 1 ? " in " + zones + " zones" : "") + ", N=" + layouts.n()
                        + ", Q=" + Numbers.whole(partitions) + ", T=" + perUnit
                        + " tokens for each unit of weight in strategies 1 and 2",
                requests.description());
    }

    private List<String> notes(Collection<Strategy> strategies) {
        List<String> notes = new ArrayList<>(List.of(
                "placement, load, first: mean / max for each unit of weight, of positions stored, of requests asked of all",
                "  N owners, and of requests asked of the first owner alone",
                "out: nodes whose load differs from their share by more than 15 %",
                "furthest: the node whose placement is furthest from what its weight asks for",
                "metadata: " + Layouts.TOKEN_BYTES + " bytes a token (position, node number) in strategies 1 and 2, "
                        + Layouts.PARTITION_BYTES + " bytes a partition (node number) in strategy 3"));
        if (layouts.hosts() < layouts.n()) {
            notes.add("note: " + layouts.hosts() + " hosts hold " + layouts.hosts() + " copies of each key, not N="
                    + layouts.n());
        }
        if (strategies.contains(Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS)
                && partitions < PARTITIONS_PER_TOKEN * layouts.weight() * perUnit) {
            notes.add("note: strategy 2 is meant for Q much larger than the number of tokens");
        }
        if (strategies.contains(Strategy.EQUAL_PARTITIONS)) {
            int spread = Math.max(layouts.n(), Placement.USUAL_SPREAD);
            Placement.of(layouts.members(), partitions, spread)
                    .warnings()
                    .forEach(warning -> notes.add("note, strategy 3: " + warning));
        }
        return notes;
    }
}
