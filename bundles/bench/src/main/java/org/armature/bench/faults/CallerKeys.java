package org.armature.bench.faults;

import java.util.SplittableRandom;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;

/** What one caller reads and writes: keys of its own, now and then one that all share; values that nobody else writes. */
final class CallerKeys {
    private static final int OWN = 20;
    private static final int SHARED = 60;
    private static final int ONE_SHARED_IN = 4;
    private static final int ONE_DELETE_IN = 20;
    private static final int PADDING_BYTES = 500;

    private final TableName table;
    private final String prefix;
    private final int caller;
    private final SplittableRandom random;
    private long values;

    CallerKeys(TableName table, String prefix, int caller, long seed) {
        this.table = table;
        this.prefix = prefix;
        this.caller = caller;
        this.random = new SplittableRandom(seed * 1_000_003L + caller);
    }

    TableName table() {
        return table;
    }

    Key nextKey() {
        return Key.utf8(
                random.nextInt(ONE_SHARED_IN) == 0
                        ? prefix + "-shared-" + random.nextInt(SHARED)
                        : prefix + "-" + caller + "-" + random.nextInt(OWN));
    }

    Bytes nextValue() {
        return Bytes.utf8(prefix + "-" + caller + "-" + values++ + " " + ".".repeat(PADDING_BYTES));
    }

    boolean nextIsDelete() {
        return random.nextInt(ONE_DELETE_IN) == 0;
    }
}
