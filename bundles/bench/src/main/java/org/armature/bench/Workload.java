package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is asked of the target, whatever the target is: equal workloads draw the same operations in each thread.
 *
 * @param keys objects, loaded before anything is measured; each thread writes its own share of them and reads all
 * @param valueBytes size of every value
 * @param readPercent gets among 100 operations
 * @param threads callers, each with one operation in flight at most
 * @param seed of keys, values and the order of operations
 */
public record Workload(int keys, int valueBytes, int readPercent, int threads, long seed) {
    static final int MAX_KEYS = 100_000_000;
    static final int MAX_VALUE_BYTES = 16 << 20;
    static final int MAX_THREADS = 1_024;

    public Workload {
        List<String> wrong = new ArrayList<>();
        require(wrong, "--keys", keys, 1, MAX_KEYS);
        require(wrong, "--value-size", valueBytes, SeededObjects.MIN_VALUE_BYTES, MAX_VALUE_BYTES);
        require(wrong, "--reads", readPercent, 0, 100);
        require(wrong, "--threads", threads, 1, MAX_THREADS);
        if (wrong.isEmpty() && keys < threads) {
            wrong.add(String.format(
                    Locale.ROOT,
                    "--keys %d is less than --threads %d: each thread writes keys of its own, so give at least as many keys"
                            + " as threads",
                    keys,
                    threads));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }

    private static void require(List<String> wrong, String option, long value, long least, long most) {
        if (value < least || value > most) {
            wrong.add(String.format(Locale.ROOT, "%s %d is not within %d to %d", option, value, least, most));
        }
    }

    /** How many keys the thread writes: {@code thread}, {@code thread + threads} and so on. */
    public int keysOf(int thread) {
        return (keys - thread + threads - 1) / threads;
    }
}
