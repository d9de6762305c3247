package org.armature.simulator.balance;

import java.nio.file.Path;
import java.util.Arrays;
import org.armature.model.Key;
import org.armature.ring.Position;
import org.armature.ring.Ring;

/** How often each key is asked for: a histogram over positions of the ring. Not for several threads while it grows. */
public final class Requests {
    /** Keys at most, 24 bytes each. */
    public static final int MOST_KEYS = 2_000_000;

    private static final int FIRST_CAPACITY = 1_024;
    private static final String FORM = "a line is KEY COUNT, or COUNT alone";

    private final String description;
    private long[] high;
    private long[] low;
    private double[] counts;
    private int keys;

    private Requests(String description, int capacity) {
        this.description = description;
        this.high = new long[capacity];
        this.low = new long[capacity];
        this.counts = new double[capacity];
    }

    /** Keys whose names follow from the seed, each asked for once. */
    public static Requests uniform(int keys, long seed) {
        return zipf(keys, 0, seed);
    }

    /**
     * The same keys, the one of rank r asked for in proportion to 1 / r^exponent.
     *
     * @param exponent 0 makes all alike
     */
    public static Requests zipf(int keys, double exponent, long seed) {
        Requests requests = new Requests(description(keys, exponent), keys);
        for (int rank = 1; rank <= keys; rank++) {
            requests.add(Key.utf8("key-" + seed + "-" + rank), StrictMath.pow(rank, -exponent));
        }
        return requests;
    }

    static String description(int keys, double exponent) {
        String popularity = exponent == 0 ? "equally often" : "by Zipf with exponent " + exponent;
        return Numbers.whole(keys) + " keys asked for " + popularity;
    }

    /** From a file of lines {@code KEY COUNT}, or {@code COUNT} for keys whose names do not matter. */
    public static Requests read(Path file) throws WrongInput {
        Requests requests = new Requests("keys asked for as in " + file, FIRST_CAPACITY);
        TextLines.read(file, requests::addLine);
        if (Arrays.stream(requests.counts, 0, requests.keys).sum() == 0) {
            throw new WrongInput(file + " counts no request; " + FORM);
        }
        return requests;
    }

    private void addLine(String line, int number) {
        int gap = line.length() - 1;
        while (gap >= 0 && !Character.isWhitespace(line.charAt(gap))) {
            gap--;
        }
        String count = line.substring(gap + 1);
        if (!count.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException(
                    "\"" + count + "\" is no count, a whole number of at most 15 digits; " + FORM);
        }
        if (keys == MOST_KEYS) {
            throw new IllegalArgumentException("there are more than " + Numbers.whole(MOST_KEYS)
                    + " lines; leave out keys that are asked for rarely");
        }
        String key = gap < 0 ? "line-" + number : line.substring(0, gap).strip();
        add(Key.utf8(key), Double.parseDouble(count));
    }

    private void add(Key key, double count) {
        if (keys == counts.length) {
            high = Arrays.copyOf(high, 2 * keys);
            low = Arrays.copyOf(low, 2 * keys);
            counts = Arrays.copyOf(counts, 2 * keys);
        }
        Position position = Position.of(key);
        high[keys] = position.high();
        low[keys] = position.low();
        counts[keys] = count;
        keys++;
    }

    /** Requests for each range of a ring. */
    double[] byRange(Ring ring) {
        double[] byRange = new double[ring.ranges()];
        for (int key = 0; key < keys; key++) {
            byRange[ring.rangeOf(new Position(high[key], low[key]))] += counts[key];
        }
        return byRange;
    }

    /** For a heading. */
    String description() {
        return description;
    }
}
