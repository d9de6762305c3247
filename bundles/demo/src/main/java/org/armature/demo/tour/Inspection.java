package org.armature.demo.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.StoreException;
import org.armature.demo.history.Fingerprint;
import org.armature.demo.history.Observation;
import org.armature.demo.history.Observation.CopiedVersion;
import org.armature.demo.traffic.Jobs;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;

/**
 * Looks at every object of a history: first at each replica's own copy, which repairs nothing, then at what a read of
 * all replicas returns.
 */
final class Inspection {
    private static final int THREADS = 4;
    private static final int READ_ATTEMPTS = 5;

    private final ArmatureClient client;
    private final SortedMap<String, AdminClient> nodes;
    private final int n;

    /**
     * @param nodes each replica's admin listener, by name
     * @param n how many replicas a read asks
     */
    Inspection(ArmatureClient client, SortedMap<String, AdminClient> nodes, int n) {
        this.client = client;
        this.nodes = nodes;
        this.n = n;
    }

    /**
     * @param progress is told how many of twice the number of objects are done
     * @throws ExecutionException if an object can't be read
     */
    Map<String, Observation> run(List<String> objects, IntConsumer progress)
            throws InterruptedException, ExecutionException {
        Map<String, SortedMap<String, List<CopiedVersion>>> copies = new ConcurrentSkipListMap<>();
        Jobs.run(
                objects.size(),
                THREADS,
                thread -> i -> copies.put(objects.get(i), copies(Name.of(objects.get(i)))),
                progress);
        Map<String, Observation> found = new ConcurrentSkipListMap<>();
        Jobs.run(
                objects.size(),
                THREADS,
                thread -> i -> {
                    String object = objects.get(i);
                    found.put(object, new Observation(read(Name.of(object)), copies.get(object)));
                },
                done -> progress.accept(objects.size() + done));
        return found;
    }

    private SortedMap<String, List<CopiedVersion>> copies(Name name) throws ProtocolException {
        SortedMap<String, List<CopiedVersion>> copies = new TreeMap<>();
        for (Map.Entry<String, AdminClient> node : nodes.entrySet()) {
            Optional<Bytes> record =
                    node.getValue().rawGet(name.table(), name.key()).record();
            copies.put(node.getKey(), record.isEmpty() ? List.of() : versions(record.get()));
        }
        return copies;
    }

    private static List<CopiedVersion> versions(Bytes record) throws ProtocolException {
        List<CopiedVersion> versions = new ArrayList<>();
        for (Version version : RecordCodec.decode(record).versions()) {
            versions.add(new CopiedVersion(
                    version.dot().toString(),
                    version.request().toString(),
                    version.value().map(Fingerprint::of)));
        }
        return versions;
    }

    private List<Optional<String>> read(Name name) {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.table(name.table()).get(name.key(), ReadOptions.DEFAULT.withR(n)).versions().stream()
                        .map(version -> version.value().map(Fingerprint::of))
                        .toList();
            } catch (StoreException failure) {
                if (attempt == READ_ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    /** An object's name in the history, taken apart: instances' and tables' names have no slash. */
    private record Name(TableName table, Key key) {
        static Name of(String object) {
            String[] parts = object.split("/", 3);
            return new Name(new TableName(parts[0], parts[1]), Key.utf8(parts[2]));
        }
    }
}
