package org.armature.bench.deletes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.armature.bench.BenchFailed;
import org.armature.bench.Workload;
import org.armature.bench.repair.Filling;
import org.armature.bench.steady.Hold;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.ReadOptions;
import org.armature.client.Receipt;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.traffic.Jobs;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;

/** Deletes the objects of a workload through the nodes that run, and looks for them afterwards. */
final class Deleting implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TENTHS = 10;

    private final TableName name;
    private final Workload workload;
    private final Consumer<String> progress;
    private final AtomicReferenceArray<Receipt> receipts;
    private final ArmatureClient client;
    private final Table table;

    Deleting(LocalCluster cluster, TableName name, Workload workload, Consumer<String> progress) {
        this.name = name;
        this.workload = workload;
        this.progress = progress;
        this.receipts = new AtomicReferenceArray<>(workload.keys());
        ClientBuilder builder = ArmatureClient.builder();
        cluster.nodes().stream().filter(LocalNode::isUp).forEach(node -> builder.node(node.client()));
        this.client = builder.build();
        this.table = client.table(name);
    }

    /**
     * Deletes every key once, as a read finds it.
     *
     * @return how long it took
     * @throws BenchFailed if one can't be deleted in several attempts
     */
    Duration deleteAll() throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        forEach("deleted", this::delete);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void delete(int number) throws InterruptedException {
        Key key = Filling.key(number);
        RequestId request = new RequestId(workload.seed(), number);
        receipts.set(number, new Receipt(name, key, request));
        Optional<CausalContext> seen = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                if (seen.isEmpty()) {
                    seen = Optional.of(table.get(key).context());
                }
                WriteOptions first = WriteOptions.DEFAULT.withRequest(request);
                table.delete(key, seen.get(), attempt == 1 ? first : first.repeating(request));
                return;
            } catch (StoreException e) {
                if (attempt == ATTEMPTS) {
                    throw new BenchFailed(
                            "key " + number + " could not be deleted in " + ATTEMPTS + " attempts: " + e.getMessage(),
                            e);
                }
                Hold.of(PAUSE.multipliedBy(attempt));
            }
        }
    }

    /** What was promised of the delete of that key. */
    Receipt receipt(int number) {
        return receipts.get(number);
    }

    /** Reads every key at R=1: how many have a value. */
    int valuesFound() throws InterruptedException, ExecutionException {
        AtomicInteger found = new AtomicInteger();
        ReadOptions fromAny = ReadOptions.DEFAULT.withR(1);
        forEach("read", number -> {
            if (!table.get(Filling.key(number), fromAny).isEmpty()) {
                found.incrementAndGet();
            }
        });
        return found.get();
    }

    private void forEach(String done, Jobs.Job job) throws InterruptedException, ExecutionException {
        Jobs.run(workload.keys(), workload.threads(), thread -> job, count -> {
            if ((long) count * TENTHS / workload.keys() != (long) (count - 1) * TENTHS / workload.keys()) {
                progress.accept(done + " " + count + " of " + workload.keys() + " keys");
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
