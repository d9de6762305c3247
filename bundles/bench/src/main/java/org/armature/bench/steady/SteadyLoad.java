package org.armature.bench.steady;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.armature.bench.Clock;
import org.armature.bench.Load;
import org.armature.bench.OpenLoop;
import org.armature.bench.Preload;
import org.armature.bench.Script;
import org.armature.bench.SeededObjects;
import org.armature.bench.StoreTarget;
import org.armature.bench.Workload;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.Table;
import org.armature.demo.cluster.LocalCluster;
import org.armature.model.TableName;

/**
 * A workload on a cluster: the objects are written, it is measured what the nodes bear, then load goes on without a pause, and
 * in the end every object is looked for.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final int TENTHS = 10;

    private final Workload workload;
    private final Consumer<String> progress;
    private final Ledger ledger;
    private final ArmatureClient client;
    private final Table table;
    private final Load load;

    public SteadyLoad(LocalCluster cluster, TableName name, Workload workload, Consumer<String> progress) {
        this.workload = workload;
        this.progress = progress;
        ledger = new Ledger(workload.keys());
        ClientBuilder builder = ArmatureClient.builder();
        cluster.clients().forEach(builder::node);
        client = builder.build();
        table = client.table(name);
        load = new Load("store", workload, new StoreTarget(table, workload, ledger), Clock.SYSTEM);
    }

    /** Writes every object, in place of what was there; while no load goes on. */
    public void writeAll() {
        new Preload(workload, Clock.SYSTEM, progress).run(load);
    }

    /** @return operations a second in a closed loop of so long, after a warm-up */
    public double fillAndMeasure(Duration warmup, Duration capacityTime) {
        writeAll();
        progress.accept("warming up");
        load.run(warmup, OptionalDouble.empty());
        double capacity = load.run(capacityTime, OptionalDouble.empty()).perSecond();
        progress.accept("three nodes bear " + Math.round(capacity) + " operations a second");
        return capacity;
    }

    /** @param rate operations due in a second, until it is stopped */
    public OpenLoop start(double rate, Windows<?> windows) {
        return OpenLoop.start(
                workload.threads(),
                rate,
                thread -> new SteadyCaller(new Script(workload, thread), load.session(thread), windows)::carryOutNext);
    }

    /**
     * Once there is no load any more.
     *
     * @param n owners of each key
     * @throws ExecutionException if a thread ended by something that is no failure of the store
     */
    public LastLook.Found look(Owners owners, int n) throws InterruptedException, ExecutionException {
        return new LastLook(table, new SeededObjects(workload.seed(), workload.valueBytes()), ledger, owners, n)
                .run(workload.keys(), this::reportTenths);
    }

    private void reportTenths(int done) {
        if ((long) done * TENTHS / workload.keys() != (long) (done - 1) * TENTHS / workload.keys()) {
            progress.accept("looked at " + done + " of " + workload.keys() + " keys");
        }
    }

    /** Reads that showed less than had been acknowledged before they began. */
    public long stale() {
        return ledger.stale();
    }

    @Override
    public void close() {
        client.close();
    }
}
