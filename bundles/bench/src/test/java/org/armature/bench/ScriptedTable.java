package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.armature.client.AsyncTable;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message.Sibling;

/** A store of one process: a context is the number of the write it has seen last, and a put replaces what that covers. */
public final class ScriptedTable implements Table {
    private final Map<Key, List<Stored>> objects = new ConcurrentHashMap<>();
    private final Predicate<Key> failsAfterStoring;
    private long writes;

    private record Stored(long number, Bytes value) {}

    public ScriptedTable() {
        this(key -> false);
    }

    /** @param failsAfterStoring puts of these keys are stored and then reported as unknown */
    public ScriptedTable(Predicate<Key> failsAfterStoring) {
        this.failsAfterStoring = failsAfterStoring;
    }

    int size() {
        return objects.size();
    }

    List<Bytes> values(Key key) {
        return objects.getOrDefault(key, List.of()).stream().map(Stored::value).toList();
    }

    public void forget(Key key) {
        objects.remove(key);
    }

    @Override
    public TableName name() {
        return new TableName("bench", "objects");
    }

    @Override
    public synchronized ReadResult get(Key key, ReadOptions options) {
        List<Stored> found = objects.getOrDefault(key, List.of());
        return new ReadResult(
                found.stream()
                        .map(stored -> new Sibling(Optional.of(stored.value()), 0, new NodeId("n1")))
                        .toList(),
                found.isEmpty() ? CausalContext.NONE : context());
    }

    @Override
    public synchronized WriteResult put(Key key, Bytes value, CausalContext context, WriteOptions options) {
        long seen = context.isNone() ? 0 : Long.parseLong(context.token().utf8());
        List<Stored> kept = new ArrayList<>(objects.getOrDefault(key, List.of()));
        kept.removeIf(stored -> stored.number() <= seen);
        kept.add(new Stored(++writes, value));
        objects.put(key, kept);
        if (failsAfterStoring.test(key)) {
            throw new StoreException.OutcomeUnknown(ErrorCode.OUTCOME_UNKNOWN, "1 of 2 replicas");
        }
        return new WriteResult(context(), kept.size(), 2, 0, new RequestId(0, writes));
    }

    private CausalContext context() {
        return new CausalContext(Bytes.utf8(Long.toString(writes)));
    }

    @Override
    public WriteResult delete(Key key, CausalContext context, WriteOptions options) {
        throw new AssertionError("the benchmark deletes nothing");
    }

    @Override
    public AsyncTable async() {
        throw new AssertionError("the benchmark waits for each call");
    }
}
