package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionVector;
import org.armature.node.Counter;
import org.armature.node.Effect;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.node.Watcher;
import org.armature.simulator.workload.Asking;
import org.armature.simulator.workload.Book;
import org.armature.simulator.workload.Value;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Everything that was asked, answered and stored in a run, and what of it is wrong in itself. */
public final class History implements Book, Watcher {
    /** One write, however often its client repeated it. */
    static final class Write {
        final String name;
        final TableName table;
        final Key key;
        final List<String> seen;
        final VersionVector context;
        final long begun;
        boolean acknowledged;
        boolean mayHaveHappened;

        Write(String name, TableName table, Key key, List<String> seen, VersionVector context, long begun) {
            this.name = name;
            this.table = table;
            this.key = key;
            this.seen = seen;
            this.context = context;
            this.begun = begun;
        }
    }

    private final ContextSealer sealer =
            new ContextSealer(List.of(new ClusterKey(1, Bytes.wrap(new byte[ClusterKey.SECRET_BYTES]))));
    private final Map<String, Write> writes = new TreeMap<>();
    private final Map<RequestId, String> names = new TreeMap<>();
    private final Map<Dot, String> dots = new TreeMap<>();
    private final Map<Kind, long[]> calls = new EnumMap<>(Kind.class);
    private final Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    private final List<Violation> violations = new ArrayList<>();

    Map<String, Write> writes() {
        return writes;
    }

    Map<Dot, String> dots() {
        return dots;
    }

    /** Calls by kind: ended well, failed, unknown. */
    public Map<Kind, long[]> calls() {
        return calls;
    }

    public Map<Counter, Long> counters() {
        return counters;
    }

    public List<Violation> violations() {
        return violations;
    }

    @Override
    public Entry began(String client, Kind kind, TableName table, Key key, Asked asked, long at) {
        if (kind != Kind.GET) {
            names.putIfAbsent(asked.request(), asked.name());
            writes.computeIfAbsent(
                    asked.name(), name -> new Write(name, table, key, asked.seen(), opened(table, key, asked), at));
        }
        return (ending, found, end) -> {
            long[] outcomes = calls.computeIfAbsent(kind, any -> new long[Asking.Ending.Kind.values().length]);
            outcomes[outcomeIndex(ending.kind())]++;
            if (kind == Kind.GET) {
                found.forEach(value -> read(table, key, value));
            } else {
                Write write = writes.get(asked.name());
                write.acknowledged |= ending.kind() == Asking.Ending.Kind.OK;
                write.mayHaveHappened |= ending.kind() != Asking.Ending.Kind.FAILED;
            }
        };
    }

    private static int outcomeIndex(Asking.Ending.Kind kind) {
        return switch (kind) {
            case OK -> 0;
            case FAILED -> 1;
            case UNKNOWN -> 2;
        };
    }

    private VersionVector opened(TableName table, Key key, Asked asked) {
        try {
            return sealer.open(table, key, asked.context());
        } catch (ProtocolException foreign) {
            throw new AssertionError("a node gave a context that can't be opened", foreign);
        }
    }

    private void read(TableName table, Key key, Bytes bytes) {
        Value value = Value.decode(bytes);
        Write write = writes.get(value.name());
        if (write == null
                || !write.table.equals(table)
                || !write.key.equals(key)
                || !value.table().equals(table)) {
            violations.add(
                    new Violation("I-2", table + "/" + key + " shows " + value + ", which was not written there"));
        }
    }

    @Override
    public void wrote(SimulatedNode node, StoreName store, StoreKey key, Optional<Bytes> value, Durability durability) {
        if (store.kind() == StoreKind.OBJECTS && value.isPresent()) {
            try {
                Bytes record = StoredRecord.decode(value.get().shared()).record();
                RecordCodec.decode(record).versions().forEach(this::seen);
            } catch (ProtocolException damaged) {
                violations.add(new Violation("I-2", node + " has stored a damaged record: " + damaged.getMessage()));
            }
        }
    }

    private void seen(Version version) {
        String name = name(version);
        String before = dots.putIfAbsent(version.dot(), name);
        if (before != null && !before.equals(name)) {
            violations.add(new Violation("I-9", version.dot() + " means " + before + " and " + name));
        }
    }

    /** What a version is called: after its write. */
    String name(Version version) {
        return names.getOrDefault(version.request(), "unknown request " + version.request());
    }

    @Override
    public void notice(SimulatedNode node, Effect.Notice notice) {
        // counted by the shard
    }

    @Override
    public void counted(SimulatedNode node, Map<Counter, Long> counts) {
        counts.forEach((counter, count) -> counters.merge(counter, count, Long::sum));
    }

    @Override
    public void broke(SimulatedNode node, Throwable cause) {
        violations.add(new Violation("CRASH", node + " broke: " + cause));
    }
}
