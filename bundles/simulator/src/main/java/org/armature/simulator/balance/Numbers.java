package org.armature.simulator.balance;

import java.util.Locale;

/** Numbers for people, the same in every country. */
final class Numbers {
    private static final int KILO = 1_000;

    private Numbers() {}

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits after the point, cut off and not rounded up: 0.9699 is no 0.970. */
    static String efficiency(double ratio) {
        return String.format(Locale.ROOT, "%.3f", Math.floor(ratio * KILO) / KILO);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    /** With its sign. */
    static String deviation(double part) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * part);
    }

    /** In bytes, or in thousands or millions of them. */
    static String bytes(long count) {
        if (count < 10 * KILO) {
            return whole(count) + " B";
        }
        return count < 10 * KILO * KILO ? whole(count / KILO) + " kB" : whole(count / KILO / KILO) + " MB";
    }

    /** Short, for the scale of an axis: 0.2, 50, 1 k, 10 M. */
    static String tick(double number) {
        if (number >= KILO * KILO) {
            return plain(number / KILO / KILO) + " M";
        }
        return number >= KILO ? plain(number / KILO) + " k" : plain(number);
    }

    private static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.replaceAll("\\.?0+$", "");
    }
}
