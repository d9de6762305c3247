package org.armature.simulator.scenario;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.armature.model.Key;
import org.armature.node.Counter;

/**
 * A key with more actors than a vector is to have, written and read by turns, with all nodes up and nothing lost: what there is
 * left to repair. Loaded together with the classes it runs.
 */
public final class PruningAtRest implements Supplier<Map<String, Long>> {
    public static final int ROUNDS = 20;
    public static final String AFTER_WRITES = "of 20 reads, each after a write, repaired";
    public static final String AFTER_READS = "of 20 reads after those repaired";
    public static final String LONGEST = "longest in the end";
    public static final List<String> FIGURES = List.of(AFTER_WRITES, AFTER_READS, LONGEST);
    private static final String KEY = "alice";
    private static final int LIVES = 15;
    private static final int ROUND_MILLIS = 10_000;

    private final Plan plan;
    private final Scenario cluster;
    private final List<String> owners;
    private int writes;
    private Told told;

    /** @param reaps whether the store prunes in its rounds */
    public PruningAtRest(Boolean reaps) {
        plan = Plan.ofNodes(5).comparingEvery(ROUND_MILLIS).reapingEvery(reaps ? ROUND_MILLIS : 0);
        cluster = plan.start();
        owners = cluster.owners(KEY);
        told = cluster.get(owners.get(0), KEY);
    }

    @Override
    public Map<String, Long> get() {
        for (int life = 0; life < LIVES; life++) {
            cluster.kill(via());
            cluster.start(via()); // as another actor
            writeOver();
        }
        for (int round = 0; round < ROUNDS; round++) {
            writeOver(); // until the log of writes tells of those actors no more
        }
        cluster.pass(60);
        long before = cluster.count(Counter.READ_REPAIRS);
        for (int round = 0; round < ROUNDS; round++) {
            writeOver();
        }
        long between = cluster.count(Counter.READ_REPAIRS);
        for (int round = 0; round < ROUNDS; round++) {
            read(owners.get(round % owners.size()));
        }
        return Map.of(
                AFTER_WRITES, between - before,
                AFTER_READS, cluster.count(Counter.READ_REPAIRS) - between,
                LONGEST, (long) cluster.look().longestVector(List.of(plan.table()), List.of(Key.utf8(KEY))));
    }

    /** Each owner in its turn. */
    private String via() {
        return owners.get(writes % owners.size());
    }

    private void writeOver() {
        if (!cluster.putOver(via(), KEY, "v" + writes, told).isDone()) {
            throw new AssertionError("with all nodes up, " + via() + " has not written");
        }
        writes++;
        cluster.pass(1);
        read(via());
    }

    private void read(String via) {
        told = cluster.get(via, KEY);
        cluster.pass(1);
    }
}
