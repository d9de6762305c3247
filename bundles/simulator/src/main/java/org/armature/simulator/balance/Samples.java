package org.armature.simulator.balance;

import java.util.DoubleSummaryStatistics;

/** One figure over all runs. */
final class Samples {
    private final DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();

    void add(double value) {
        statistics.accept(value);
    }

    double mean() {
        return statistics.getAverage();
    }

    double least() {
        return statistics.getMin();
    }

    double most() {
        return statistics.getMax();
    }
}
