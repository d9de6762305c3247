package org.armature.bench.repair;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.armature.bench.BenchFailed;
import org.armature.bench.SeededObjects;
import org.armature.bench.Workload;
import org.armature.bench.steady.Hold;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.traffic.Jobs;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;

/** Writes the objects of a workload, each with one put that reads nothing before, as long as none fails. */
public final class Filling implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TENTHS = 10;

    private final Workload workload;
    private final Consumer<String> progress;
    private final SeededObjects objects;
    private final ArmatureClient client;
    private final Table table;

    public Filling(LocalCluster cluster, TableName table, Workload workload, Consumer<String> progress) {
        this.workload = workload;
        this.progress = progress;
        this.objects = new SeededObjects(workload.seed(), workload.valueBytes());
        ClientBuilder builder = ArmatureClient.builder();
        cluster.clients().forEach(builder::node);
        this.client = builder.build();
        this.table = client.table(table);
    }

    public static Key key(int number) {
        return new Key(Bytes.wrap(SeededObjects.key(number)));
    }

    /**
     * Writes every key once, none of which was written before.
     *
     * @return how long it took
     * @throws BenchFailed if one can't be written in several attempts
     */
    public Duration fill() throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        run(workload.keys(), key -> key, 0, "wrote");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Writes so many keys anew, spread evenly over all, in place of what they have. */
    void change(int count) throws InterruptedException, ExecutionException {
        run(count, number -> spread(number, count, workload.keys()), 1, "changed");
    }

    /** The key of that number among so many that are spread evenly over all. */
    static int spread(int number, int count, int keys) {
        return (int) ((long) number * keys / count);
    }

    private void run(int count, IntUnaryOperator keys, long write, String done)
            throws InterruptedException, ExecutionException {
        Jobs.Job job = number -> put(keys.applyAsInt(number), write);
        Jobs.run(count, Math.min(count, workload.threads()), thread -> job, written -> {
            if ((long) written * TENTHS / count != (long) (written - 1) * TENTHS / count) {
                progress.accept(done + " " + written + " of " + count + " keys");
            }
        });
    }

    private void put(int number, long write) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                CausalContext replaced = write == 0 && attempt == 1
                        ? CausalContext.NONE
                        : table.get(key(number)).context();
                table.put(key(number), Bytes.wrap(objects.value(number, write)), replaced);
                return;
            } catch (StoreException e) {
                if (attempt == ATTEMPTS) {
                    throw new BenchFailed(
                            "key " + number + " could not be written in " + ATTEMPTS + " attempts: " + e.getMessage(),
                            e);
                }
                Hold.of(PAUSE.multipliedBy(attempt));
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
