package org.armature.demo.traffic;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Receipt;
import org.armature.client.StoreException;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fingerprint;
import org.armature.history.HistoryReader;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.armature.history.Wish;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.RecordCodec;

/**
 * Looks at every object of a history and adds to it what is there: first each replica's own copy, which repairs nothing,
 * then what a read of all replicas returns; and of each delete whether its owners say that they have removed it for good.
 */
public final class Inspection {
    private static final int THREADS = 4;
    private static final int READ_ATTEMPTS = 5;
    private static final String INSPECTOR = "inspector-";

    private final ArmatureClient client;
    private final SortedMap<String, AdminClient> nodes;
    private final HistoryLog history;
    private final int n;

    /**
     * @param nodes each replica's admin listener, by name
     * @param n how many replicas a read asks
     */
    public Inspection(ArmatureClient client, SortedMap<String, AdminClient> nodes, HistoryLog history, int n) {
        this.client = client;
        this.nodes = nodes;
        this.history = history;
        this.n = n;
    }

    /**
     * The objects that a history tells of a write of.
     *
     * @throws IOException if the file can't be read or is no history
     */
    public static List<ObjectName> written(Path historyFile) throws IOException {
        SortedSet<ObjectName> objects = new TreeSet<>();
        try (Reader file = Files.newBufferedReader(historyFile)) {
            HistoryReader.read(file, fact -> {
                if (fact instanceof Attempt attempt && attempt.isWrite()) {
                    objects.add(attempt.object());
                }
            });
        }
        return List.copyOf(objects);
    }

    /**
     * The deletes that a history tells of and that may have happened, each once.
     *
     * @throws IOException if the file can't be read or is no history
     */
    public static List<Attempt> deletions(Path historyFile) throws IOException {
        SortedMap<String, Attempt> deletions = new TreeMap<>(); // a later note of an attempt replaces an earlier one
        try (Reader file = Files.newBufferedReader(historyFile)) {
            HistoryReader.read(file, fact -> {
                if (fact instanceof Attempt attempt && attempt.type() == Attempt.Type.DELETE) {
                    deletions.put(attempt.proc() + " " + attempt.op(), attempt);
                }
            });
        }
        return deletions.values().stream()
                .filter(deletion -> deletion.answer().outcome() != Outcome.FAILED)
                .toList();
    }

    /**
     * @param deletions what was removed for good is asked of these, after all else
     * @param progress is told how many are done of the deletions and of twice the number of objects
     * @throws ExecutionException if an object can't be read, or nobody can be asked what became of a delete
     */
    public void run(List<ObjectName> objects, List<Attempt> deletions, IntConsumer progress)
            throws InterruptedException, ExecutionException {
        Jobs.run(objects.size(), THREADS, thread -> i -> noteCopies(objects.get(i)), progress);
        Jobs.run(
                objects.size(),
                THREADS,
                thread -> i -> noteRead(objects.get(i), INSPECTOR + thread, i),
                done -> progress.accept(objects.size() + done));
        Jobs.run(
                deletions.size(),
                THREADS,
                thread -> i -> noteRemovals(deletions.get(i)),
                done -> progress.accept(2 * objects.size() + done));
    }

    /** Of this very delete: a receipt names the write, whatever has come under its key since. */
    private void noteRemovals(Attempt deletion) throws IOException {
        ObjectName object = deletion.object();
        Receipt receipt = new Receipt(
                table(object),
                Key.utf8(object.key()),
                RequestId.parse(deletion.asked().request()));
        List<Holding> removed = holdings(receipt).stream()
                .filter(holding -> holding.state() == HoldingState.REAPED)
                .sorted(Comparator.comparingLong(
                        holding -> holding.reapedMillis().orElseThrow()))
                .toList();
        for (Holding holding : removed) {
            long time = monotonic(holding.reapedMillis().orElseThrow());
            history.note(new Fact.Reaped(
                    time,
                    holding.node().name(),
                    object,
                    List.of(deletion.asked().value())));
        }
    }

    /** From its text. */
    private List<Holding> holdings(Receipt receipt) {
        for (int attempt = 1; ; attempt++) {
            List<Holding> told = nodes.get(nodes.firstKey()).receipt(receipt).holdings();
            if (attempt == READ_ATTEMPTS || told.stream().noneMatch(each -> each.state() == HoldingState.SILENT)) {
                return told;
            }
        }
    }

    /** The nodes are on this machine, whose clock is not set meanwhile. */
    private static long monotonic(long wallMillis) {
        return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - wallMillis);
    }

    private void noteCopies(ObjectName object) throws IOException, ProtocolException {
        for (Map.Entry<String, AdminClient> node : nodes.entrySet()) {
            Optional<Bytes> record = node.getValue()
                    .rawGet(table(object), Key.utf8(object.key()))
                    .record();
            VersionSet held = record.isEmpty() ? VersionSet.EMPTY : RecordCodec.decode(record.get());
            history.note(new Fact.Copy(System.nanoTime(), node.getKey(), object, versions(held), vector(held)));
        }
    }

    private static List<Fact.Version> versions(VersionSet held) {
        List<Fact.Version> versions = new ArrayList<>();
        for (Version version : held.versions()) {
            String request = version.request().toString();
            versions.add(new Fact.Version(
                    version.dot().toString(),
                    version.value().map(Fingerprint::of).orElse(Attempt.deletion(request)),
                    request));
        }
        return versions;
    }

    private static SortedMap<String, Long> vector(VersionSet held) {
        SortedMap<String, Long> vector = new TreeMap<>();
        held.seen().forEach((actor, entry) -> vector.put(actor.toString(), entry.counter()));
        return vector;
    }

    private void noteRead(ObjectName object, String inspector, int number) throws IOException {
        Attempt.Builder attempt =
                Attempt.get(inspector, number, object, System.nanoTime()).wish(Wish.strict(n, 0));
        ReadResult result = read(object);
        history.note(attempt.returned(RecordingClient.valuesOf(result))
                .ended(System.nanoTime(), Outcome.OK)
                .build());
    }

    private ReadResult read(ObjectName object) {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.table(table(object)).get(Key.utf8(object.key()), ReadOptions.DEFAULT.withR(n));
            } catch (StoreException failure) {
                if (attempt == READ_ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    /** Instances' and tables' names have no slash. */
    private static TableName table(ObjectName object) {
        String[] parts = object.table().split("/", 2);
        return new TableName(parts[0], parts[1]);
    }
}
