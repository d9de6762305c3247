package org.armature.demo.traffic;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
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
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;

/**
 * Looks at every object of a history and adds to it what is there: first each replica's own copy, which repairs nothing,
 * then what a read of all replicas returns.
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
     * @param progress is told how many of twice the number of objects are done
     * @throws ExecutionException if an object can't be read
     */
    public void run(List<ObjectName> objects, IntConsumer progress) throws InterruptedException, ExecutionException {
        Jobs.run(objects.size(), THREADS, thread -> i -> noteCopies(objects.get(i)), progress);
        Jobs.run(
                objects.size(),
                THREADS,
                thread -> i -> noteRead(objects.get(i), INSPECTOR + thread, i),
                done -> progress.accept(objects.size() + done));
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
