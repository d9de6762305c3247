package org.armature.simulator.balance;

import java.util.List;

/** Lines over two axes. */
record Chart(String title, Axis x, Axis y, List<Series> series) {
    Chart {
        series = List.copyOf(series);
    }

    /** @param logarithmic whether equal ways are equal ratios; then {@code least} is above 0 */
    record Axis(String label, double least, double most, boolean logarithmic) {
        Axis {
            if (!(least < most) || (logarithmic && least <= 0)) {
                throw new IllegalArgumentException(label + " from " + least + " to " + most);
            }
        }

        /** Where a value lies: 0 at the least, 1 at the most. */
        double part(double value) {
            return logarithmic ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
        }
    }

    record Series(String name, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }
    }

    record Point(double x, double y) {}
}
