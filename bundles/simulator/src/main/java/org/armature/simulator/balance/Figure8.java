package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/**
 * The paper's figure 8: load-balancing efficiency of the three strategies against the membership metadata a node keeps
 * (Dynamo §6.2). More tokens make either larger; what differs is at which price.
 */
public final class Figure8 {
    private static final int MOST_TOKENS = 4_096;
    private static final int MOST_PARTITIONS = 16_384;
    /** Strategy 2 is meant for Q much larger than S · T; as Q ends at 65,536, so does its curve. */
    private static final int PARTITIONS_PER_TOKEN = 8;

    private final Study study;
    private final Layouts founding;
    private final List<Curve> curves;

    /** @throws WrongInput if a ring of Q partitions is too large to be worked out */
    public Figure8(Study study) throws WrongInput {
        this.study = study;
        this.founding = layouts(study.seed());
        founding.requireFits(new Shape(Strategy.EQUAL_PARTITIONS, study.partitions(), 1));
        this.curves = Stream.of(Strategy.values()).map(this::curve).toList();
    }

    private Layouts layouts(long seed) {
        return new Layouts(Nodes.seeded(study.nodes(), seed), study.n());
    }

    private Curve curve(Strategy strategy) {
        List<Curve.Place> places = new ArrayList<>();
        for (Shape shape : shapes(strategy)) {
            if (founding.fits(shape)) {
                places.add(new Curve.Place(shape, founding.tokens(shape), founding.metadataBytes(shape)));
            }
        }
        return new Curve(strategy, places);
    }

    private Collection<Shape> shapes(Strategy strategy) {
        List<Shape> shapes = new ArrayList<>();
        if (strategy == Strategy.EQUAL_PARTITIONS) {
            SortedSet<Integer> partitions = new TreeSet<>(Set.of(study.partitions()));
            for (int power = powerFrom(study.nodes()); power <= MOST_PARTITIONS; power *= 2) {
                partitions.add(power);
            }
            partitions.forEach(count -> shapes.add(new Shape(strategy, count, 1)));
            return shapes;
        }
        for (int tokens = 1; tokens <= MOST_TOKENS; tokens *= 2) {
            int partitions = powerFrom(PARTITIONS_PER_TOKEN * study.nodes() * tokens);
            if (strategy == Strategy.RANDOM_TOKENS) {
                shapes.add(new Shape(strategy, 1, tokens));
            } else if (partitions <= Ring.MAX_PARTITIONS) {
                shapes.add(new Shape(strategy, partitions, tokens));
            }
        }
        return shapes;
    }

    /** The least power of two that is no less. */
    private static int powerFrom(int least) {
        return least == 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
    }

    public Report run() {
        for (int run = 0; run < study.runs(); run++) {
            long seed = study.seed() + run;
            Layouts layouts = layouts(seed);
            Requests requests = study.requests(seed);
            curves.forEach(curve -> curve.places()
                    .forEach(place -> place.add(Loads.of(layouts.ring(place.shape()), study.n(), requests))));
        }
        EqualEfficiency equal = new EqualEfficiency(curves.get(0), curves.get(curves.size() - 1), study.partitions());
        return new Report(
                List.of(
                        "Figure 8: load-balancing efficiency (mean / max) against metadata of a node; S="
                                + study.nodes(),
                        study.description(),
                        "metadata: " + Layouts.TOKEN_BYTES + " bytes a token in strategies 1 and 2, "
                                + Layouts.PARTITION_BYTES + " bytes a partition in strategy 3"),
                table(),
                equal.findings(),
                equal.reached(),
                SvgChart.of(chart()));
    }

    private Table table() {
        Table table = new Table(
                Table.Column.words("strategy", "strategy"),
                Table.Column.whole("Q", "partitions"),
                Table.Column.whole("tokens", "tokens"),
                Table.Column.bytes("metadata", "metadata_bytes"),
                Table.Column.efficiency("placement", "efficiency_placement_mean"),
                Table.Column.efficiency("load", "efficiency_load_mean"),
                Table.Column.efficiency("lowest", "efficiency_load_least"),
                Table.Column.efficiency("highest", "efficiency_load_most"));
        for (Curve curve : curves) {
            for (Curve.Place place : curve.places()) {
                table.row(
                        Labels.of(curve.strategy()),
                        partitions(place.shape()),
                        place.tokens(),
                        place.bytes(),
                        place.placement().mean(),
                        place.load().mean(),
                        place.load().least(),
                        place.load().most());
            }
        }
        return table;
    }

    /** Strategy 1 places nothing by partitions. */
    private static Number partitions(Shape shape) {
        if (shape.strategy() == Strategy.RANDOM_TOKENS) {
            return Table.NONE;
        }
        return shape.partitions();
    }

    private Chart chart() {
        var bytes = curves.stream()
                .flatMap(curve -> curve.places().stream())
                .mapToLong(Curve.Place::bytes)
                .summaryStatistics();
        return new Chart(
                "Efficiency against metadata, S=" + study.nodes() + ", N=" + study.n(),
                new Chart.Axis("metadata of a node in bytes", bytes.getMin() / 1.5, bytes.getMax() * 1.5, true),
                new Chart.Axis("efficiency: mean / max load", 0, 1, false),
                curves.stream().map(Curve::series).toList());
    }
}
