package org.armature.demo.traffic;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.AsyncTable;
import org.armature.client.Codec;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Receipt;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.TypedTable;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fingerprint;
import org.armature.history.ObjectName;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.Sibling;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.armature.protocol.RecordCodec;

/**
 * A store in memory that keeps what no write has replaced, and can be told to be wrong in one way: to show that the
 * judge would notice. Thread-safe.
 */
public final class TinyStore implements ArmatureClient {
    /** Ways of being wrong. */
    public enum Fault {
        NONE,
        /** Every fifth acknowledged write is dropped. */
        FORGETS,
        /** Keeps the latest write only, whatever its writer had seen. */
        LAST_WRITE_WINS,
        /** Every fifth write replaces nothing. */
        IGNORES_CONTEXTS,
        /** Every fifth refused write is done all the same. */
        LIES_ABOUT_FAILURES,
        /** Every fifth delete is acknowledged and not done. */
        KEEPS_THE_DELETED
    }

    private static final int OFTEN = 5;

    private final Fault fault;
    private final Map<ObjectName, List<Entry>> entries = new TreeMap<>();
    private final Map<RequestId, Long> reaped = new HashMap<>();
    private long writes;

    private record Entry(long number, RequestId request, Optional<Bytes> value) {
        Fact.Version version() {
            return new Fact.Version(
                    "n1:" + number,
                    value.map(Fingerprint::of).orElse(Attempt.deletion(request.toString())),
                    request.toString());
        }
    }

    public TinyStore(Fault fault) {
        this.fault = fault;
    }

    /** What each of its two replicas holds. */
    synchronized List<Fact> observe() {
        List<Fact> found = new ArrayList<>();
        entries.forEach((object, kept) -> {
            List<Fact.Version> versions = kept.stream().map(Entry::version).toList();
            for (String node : List.of("n1", "n2")) {
                found.add(new Fact.Copy(System.nanoTime(), node, object, versions, Collections.emptySortedMap()));
            }
        });
        return found;
    }

    /**
     * Drops what is deleted.
     *
     * @param noted whether it can tell of that afterwards
     */
    synchronized void reap(boolean noted) {
        entries.values().forEach(kept -> {
            if (kept.stream().allMatch(entry -> entry.value().isEmpty())) {
                kept.forEach(entry -> {
                    if (noted) {
                        reaped.put(entry.request(), System.currentTimeMillis());
                    }
                });
                kept.clear();
            }
        });
    }

    /** What one replica answers an operator. */
    AdminClient replica(String node) {
        return (AdminClient) Proxy.newProxyInstance(
                TinyStore.class.getClassLoader(), new Class<?>[] {AdminClient.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rawGet")) {
                        return held((TableName) arguments[0], (Key) arguments[1]);
                    } else if (method.getName().equals("receipt")) {
                        return told(node, ((Receipt) arguments[0]).write());
                    }
                    throw new AssertionError(method);
                });
    }

    private synchronized RawGetReply held(TableName table, Key key) {
        VersionSet set = VersionSet.EMPTY;
        for (Entry entry : entries.getOrDefault(RecordingClient.object(table, key), List.of())) {
            Dot dot = new Dot(new ActorId(new NodeId("n1"), entry.number(), 1), 1);
            set = set.merge(VersionSet.EMPTY.put(
                    CausalPast.NOTHING, new Version(dot, entry.request(), entry.number(), entry.value())));
        }
        return new RawGetReply(
                set.isEmpty() ? Optional.empty() : Optional.of(RecordCodec.encode(set)), Optional.empty());
    }

    private synchronized ReceiptTold told(String node, RequestId write) {
        return new ReceiptTold(List.of(
                reaped.containsKey(write)
                        ? new Holding(new NodeId(node), true, HoldingState.REAPED, OptionalLong.of(reaped.get(write)))
                        : new Holding(new NodeId(node), true, HoldingState.NOTHING, OptionalLong.empty())));
    }

    private synchronized ReadResult read(TableName table, Key key) {
        List<Entry> versions = entries.getOrDefault(RecordingClient.object(table, key), List.of());
        StringBuilder token = new StringBuilder();
        List<Sibling> siblings = new ArrayList<>();
        for (Entry entry : versions) {
            siblings.add(new Sibling(entry.value(), 0, new NodeId("n1")));
            token.append(entry.number()).append(' ');
        }
        return new ReadResult(siblings, new CausalContext(Bytes.utf8(token.toString())));
    }

    private synchronized WriteResult write(
            TableName table, Key key, Optional<Bytes> value, CausalContext context, RequestId request) {
        long number = ++writes;
        boolean fails = number % 17 == 0;
        boolean unknown = number % 19 == 0;
        boolean wrong = number % OFTEN == 0;
        boolean done =
                switch (fault) {
                    case FORGETS -> !wrong && !fails;
                    case LIES_ABOUT_FAILURES -> !fails || number % 2 == 0;
                    case KEEPS_THE_DELETED -> !fails && !(value.isEmpty() && !unknown);
                    default -> !fails;
                };
        if (done && !(unknown && number % 2 == 0)) {
            List<Entry> kept = new ArrayList<>(entries.getOrDefault(RecordingClient.object(table, key), List.of()));
            List<String> seen = List.of(context.token().utf8().split(" "));
            kept.removeIf(entry -> fault == Fault.LAST_WRITE_WINS
                    || (seen.contains(Long.toString(entry.number())) && !(fault == Fault.IGNORES_CONTEXTS && wrong)));
            kept.add(new Entry(number, request, value));
            entries.put(RecordingClient.object(table, key), kept);
        }
        if (fails) {
            throw new StoreException.Unavailable(ErrorCode.UNAVAILABLE, "as every 17th");
        }
        if (unknown) {
            throw new StoreException.OutcomeUnknown(ErrorCode.OUTCOME_UNKNOWN, "as every 19th");
        }
        return new WriteResult(CausalContext.NONE, 1, 2, 0, request);
    }

    private synchronized RequestId request(WriteOptions options) {
        return options.request().orElse(new RequestId(0, writes));
    }

    @Override
    public <K, V> TypedTable<K, V> table(TableName name, Codec<K> keys, Codec<V> values) {
        throw new AssertionError("traffic reads and writes bytes");
    }

    @Override
    public Table table(TableName name) {
        return new Table() {
            @Override
            public TableName name() {
                return name;
            }

            @Override
            public ReadResult get(Key key, ReadOptions options) {
                return read(name, key);
            }

            @Override
            public WriteResult put(Key key, Bytes value, CausalContext context, WriteOptions options) {
                return write(name, key, Optional.of(value), context, request(options));
            }

            @Override
            public WriteResult delete(Key key, CausalContext context, WriteOptions options) {
                return write(name, key, Optional.empty(), context, request(options));
            }

            @Override
            public AsyncTable async() {
                throw new AssertionError("the demo waits for each call");
            }
        };
    }

    @Override
    public CompletionStage<Void> connected() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
