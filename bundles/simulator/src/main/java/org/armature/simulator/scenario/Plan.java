package org.armature.simulator.scenario;

import java.util.Optional;
import org.armature.model.TableName;
import org.armature.node.HintSettings;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.storage.Durability;

/**
 * What a scenario's cluster is like; begin with {@link #ofNodes}.
 *
 * @param quorums of its one table
 * @param durableReplica what one replica's copy of each write survives beyond that
 * @param maxCalls requests under way at once in each shard
 * @param spares nodes besides, which an operator may let in
 * @param zones in which the nodes stand in turn
 * @param exchangeMillis between two comparisons of the same owners; 0 for none
 * @param reapingMillis between two rounds that remove deleted data; 0 for none
 */
public record Plan(
        int nodes,
        TableSpec.Quorums quorums,
        Durability durability,
        Optional<Durability> durableReplica,
        Reconciliation reconciliation,
        HintSettings hints,
        int maxCalls,
        int shards,
        int spares,
        int zones,
        long exchangeMillis,
        long reapingMillis) {
    private static final int MAX_KEY_BYTES = 1_024;
    private static final int MAX_VALUE_BYTES = 100_000;
    private static final int MAX_SIBLINGS = 100;

    /** N=3, R=2, W=2, sloppy, siblings, durability process, as in the paper. */
    public static Plan ofNodes(int nodes) {
        return new Plan(
                nodes,
                TableSpec.Quorums.of(3, 2, 2),
                Durability.PROCESS,
                Optional.empty(),
                Reconciliation.SIBLINGS,
                new HintSettings(1L << 30, 2_000),
                1_000,
                2,
                0,
                1,
                0,
                0);
    }

    public Plan quorum(int n, int r, int w) {
        return with(new TableSpec.Quorums(n, r, w, 0, 0, 0, quorums.strict()), durability, hints, maxCalls);
    }

    public Plan strict() {
        TableSpec.Quorums strict = new TableSpec.Quorums(quorums.n(), quorums.r(), quorums.w(), 0, 0, 0, true);
        return with(strict, durability, hints, maxCalls);
    }

    /** Acknowledged writes survive a power cut. */
    public Plan forced() {
        return with(quorums, Durability.DISK, hints, maxCalls);
    }

    /** Acknowledged writes do not survive the process, except at one replica if it is told so. */
    public Plan inMemory(Optional<Durability> one) {
        return new Plan(
                nodes,
                quorums,
                Durability.MEMORY,
                one,
                reconciliation,
                hints,
                maxCalls,
                shards,
                spares,
                zones,
                exchangeMillis,
                reapingMillis);
    }

    public Plan hintsPerSecond(int number) {
        return with(quorums, durability, new HintSettings(hints.maxBytes(), number), maxCalls);
    }

    public Plan hintBytes(long most) {
        return with(quorums, durability, new HintSettings(most, hints.perSecond()), maxCalls);
    }

    public Plan maxCalls(int most) {
        return with(quorums, durability, hints, most);
    }

    public Plan spares(int number) {
        return with(number, zones, exchangeMillis, reapingMillis);
    }

    public Plan zones(int number) {
        return with(spares, number, exchangeMillis, reapingMillis);
    }

    /** Owners compare what they hold; without it they do not. */
    public Plan comparingEvery(long millis) {
        return with(spares, zones, millis, reapingMillis);
    }

    /** Deleted and expired data is removed for good; without it nothing is. */
    public Plan reapingEvery(long millis) {
        return with(spares, zones, exchangeMillis, millis);
    }

    private Plan with(int besides, int inZones, long comparing, long reaping) {
        return new Plan(
                nodes,
                quorums,
                durability,
                durableReplica,
                reconciliation,
                hints,
                maxCalls,
                shards,
                besides,
                inZones,
                comparing,
                reaping);
    }

    private Plan with(TableSpec.Quorums chosen, Durability lasting, HintSettings kept, int calls) {
        return new Plan(
                nodes,
                chosen,
                lasting,
                durableReplica,
                reconciliation,
                kept,
                calls,
                shards,
                spares,
                zones,
                exchangeMillis,
                reapingMillis);
    }

    TableSpec table() {
        return new TableSpec(
                new TableName("sim", "table0"),
                quorums,
                durability,
                durableReplica,
                new TableSpec.Limits(MAX_KEY_BYTES, MAX_VALUE_BYTES, MAX_SIBLINGS),
                reconciliation,
                Optional.empty());
    }

    /** Starts it; returns when all nodes find each other up. */
    public Scenario start() {
        return new Scenario(this);
    }
}
