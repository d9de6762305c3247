package org.armature.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/** The middle of some figures, and how far they lie apart. */
public record Spread(double least, double median, double most) {
    /** @throws IllegalArgumentException if there are none */
    public static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1
                ? sorted[middle]
                : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
