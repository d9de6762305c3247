package org.armature.server;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.armature.model.TableName;
import org.armature.node.PassReport;
import org.armature.node.PassReport.End;
import org.armature.storage.StoreId;

/**
 * Compares everything that two engines have of a table, byte by byte, and changes nothing. A key that is being written is
 * compared in its turn, so that what is counted as different was so. Owned by the thread of {@link Migrations}.
 */
final class Verification {
    private final long number;
    private final TableName table;
    private final String what;
    private final Passes passes;
    private final Queue<StoreId> left;
    private final int all;
    private final long beganNanos;
    private final Set<String> causes = new LinkedHashSet<>();
    private int open;
    private int done;
    private boolean stopped;
    private long entries;
    private long bytes;
    private long differing;

    /** @param what is compared with what, as half a sentence */
    Verification(long number, TableName table, String what, Collection<StoreId> stores, Passes passes, long nowNanos) {
        this.number = number;
        this.table = table;
        this.what = what;
        this.passes = passes;
        this.left = new ArrayDeque<>(stores);
        this.all = stores.size();
        this.beganNanos = nowNanos;
    }

    /** One store after the other. */
    void goOn() {
        if (open == 0 && !left.isEmpty() && !stopped) {
            open++;
            passes.ask(table, left.remove(), false, this::ended);
        }
    }

    private void ended(PassReport report) {
        open--;
        done++;
        entries += report.entries();
        bytes += report.bytes();
        differing += report.differing();
        if (report.end() == End.FAILED) {
            causes.add(report.cause());
            stopped = true;
        }
        goOn();
    }

    void stop() {
        stopped = true;
    }

    boolean isOver() {
        return open == 0 && (left.isEmpty() || stopped);
    }

    /** Whether it was ended before all was compared. */
    boolean isIncomplete() {
        return isOver() && (!left.isEmpty() || !causes.isEmpty());
    }

    long number() {
        return number;
    }

    TableName table() {
        return table;
    }

    String what() {
        return what;
    }

    Set<String> causes() {
        return causes;
    }

    int done() {
        return done;
    }

    int all() {
        return all;
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    long differing() {
        return differing;
    }

    long beganNanos() {
        return beganNanos;
    }
}
