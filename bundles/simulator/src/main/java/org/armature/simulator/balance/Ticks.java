package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis. */
final class Ticks {
    private static final int FEWEST = 4;
    private static final double HAIR = 1e-9;

    private Ticks() {}

    static List<Double> of(Chart.Axis axis) {
        if (!axis.logarithmic()) {
            return linear(axis);
        }
        List<Double> powers = multiples(axis, 1);
        return powers.size() >= FEWEST ? powers : multiples(axis, 1, 2, 5);
    }

    private static List<Double> linear(Chart.Axis axis) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(axis.most() - axis.least())));
        double step = magnitude;
        for (double part : new double[] {0.5, 0.2, 0.1}) {
            if ((axis.most() - axis.least()) / step < FEWEST) {
                step = magnitude * part;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long count = (long) Math.ceil(axis.least() / step - HAIR); count * step <= axis.most() + HAIR; count++) {
            ticks.add(count * step);
        }
        return ticks;
    }

    private static List<Double> multiples(Chart.Axis axis, int... factors) {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(axis.least())); Math.pow(10, power) <= axis.most(); power++) {
            for (int factor : factors) {
                double tick = factor * Math.pow(10, power);
                if (tick >= axis.least() && tick <= axis.most()) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
