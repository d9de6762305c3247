package org.armature.demo.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.demo.history.Attempt;
import org.armature.demo.history.Fingerprint;
import org.armature.demo.history.HistoryLog;
import org.armature.demo.history.Outcome;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message.Sibling;

/**
 * A client that notes every write in a history before it sends it, and its outcome after. Used by one thread.
 *
 * <p>A deletion it reads is taken for its own last one of that object, so objects that are deleted have one writer.
 */
public final class RecordingClient {
    private final ArmatureClient client;
    private final HistoryLog history;
    private final String name;
    private final RandomGenerator ids;
    private final Map<String, String> ownDeletes = new HashMap<>();
    private Optional<StoreException> lastFailure = Optional.empty();

    /** @param ids where the request ids come from; no two clients of a run may draw the same */
    public RecordingClient(ArmatureClient client, HistoryLog history, String name, RandomGenerator ids) {
        this.client = client;
        this.history = history;
        this.name = name;
        this.ids = ids;
    }

    public String name() {
        return name;
    }

    /** Why the last write that did not succeed did not. */
    public Optional<StoreException> lastFailure() {
        return lastFailure;
    }

    /**
     * What a read returned, as the basis of a write.
     *
     * @param seen what the context covers, in the terms of the history
     */
    public record Basis(List<Bytes> values, CausalContext context, List<String> seen) {
        /** Of a client that has read nothing. */
        public static final Basis NOTHING = new Basis(List.of(), CausalContext.NONE, List.of());
    }

    /** @throws StoreException if the read fails */
    public Basis read(TableName table, Key key) {
        ReadResult result = client.table(table).get(key);
        List<String> seen = new ArrayList<>();
        for (Sibling version : result.versions()) {
            seen.add(version.value().map(Fingerprint::of).orElseGet(() -> ownDelete(table, key)));
        }
        return new Basis(result.values(), result.context(), seen);
    }

    private String ownDelete(TableName table, Key key) {
        return ownDeletes.getOrDefault(object(table, key), Attempt.deleteToken("of somebody else"));
    }

    /** Writes a value in place of what the basis has seen; the value is one nobody wrote before. */
    public Outcome put(TableName table, Key key, Bytes value, Basis basis) {
        return write(table, key, Optional.of(value), basis);
    }

    public Outcome delete(TableName table, Key key, Basis basis) {
        return write(table, key, Optional.empty(), basis);
    }

    private Outcome write(TableName table, Key key, Optional<Bytes> value, Basis basis) {
        RequestId request = new RequestId(ids.nextLong(), ids.nextLong());
        Attempt attempt =
                new Attempt(request.toString(), name, object(table, key), value.map(Fingerprint::of), basis.seen());
        try {
            history.began(attempt);
            try {
                WriteResult result = send(client.table(table), key, value, basis.context(), request);
                history.ended(attempt.id(), Outcome.OK, result.copies());
            } catch (StoreException failure) {
                lastFailure = Optional.of(failure);
                Outcome outcome = failure.mayHaveHappened() ? Outcome.UNKNOWN : Outcome.FAIL;
                history.ended(attempt.id(), outcome, 0);
                return outcome;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history can't be written", e);
        }
        if (value.isEmpty()) {
            ownDeletes.put(attempt.object(), attempt.token());
        }
        return Outcome.OK;
    }

    private static WriteResult send(
            Table table, Key key, Optional<Bytes> value, CausalContext context, RequestId request) {
        WriteOptions options = WriteOptions.DEFAULT.withRequest(request);
        return value.isPresent() ? table.put(key, value.get(), context, options) : table.delete(key, context, options);
    }

    /** How the history names an object. */
    public static String object(TableName table, Key key) {
        return table + "/" + key;
    }
}
