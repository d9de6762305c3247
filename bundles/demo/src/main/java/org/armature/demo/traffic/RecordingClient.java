package org.armature.demo.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.history.Attempt;
import org.armature.history.Fingerprint;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.armature.history.Wish;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message.Sibling;

/** A client that notes in a history what it asks and what it is told; a write before it is sent, too. Used by one thread. */
public final class RecordingClient {
    private final ArmatureClient client;
    private final HistoryLog history;
    private final String name;
    private final Wish wish;
    private final RandomGenerator ids;
    private Optional<StoreException> lastFailure = Optional.empty();
    private long operations;

    /**
     * @param name unlike that of any other client of the history
     * @param wish how its tables do things
     * @param ids where the request ids come from; no two clients of a run may draw the same
     */
    public RecordingClient(ArmatureClient client, HistoryLog history, String name, Wish wish, RandomGenerator ids) {
        this.client = client;
        this.history = history;
        this.name = name;
        this.wish = wish;
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
        Attempt.Builder attempt = Attempt.get(name, ++operations, object(table, key), System.nanoTime())
                .wish(wish);
        try {
            try {
                ReadResult result = client.table(table).get(key);
                List<String> seen = valuesOf(result);
                history.note(attempt.returned(seen)
                        .ended(System.nanoTime(), Outcome.OK)
                        .build());
                return new Basis(result.values(), result.context(), seen);
            } catch (StoreException failure) {
                history.note(attempt.ended(System.nanoTime(), Outcome.FAILED).build());
                throw failure;
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** The siblings in the terms of the history. */
    public static List<String> valuesOf(ReadResult result) {
        return result.versions().stream()
                .map(Sibling::value)
                .map(value -> value.map(Fingerprint::of).orElse(Attempt.SOME_DELETION))
                .toList();
    }

    /** Writes a value in place of what the basis has seen; the value is one nobody wrote before. */
    public Outcome put(TableName table, Key key, Bytes value, Basis basis) {
        RequestId request = request();
        return write(
                table,
                key,
                Optional.of(value),
                basis,
                request,
                Attempt.put(
                        name,
                        ++operations,
                        object(table, key),
                        System.nanoTime(),
                        Fingerprint.of(value),
                        request.toString()));
    }

    public Outcome delete(TableName table, Key key, Basis basis) {
        RequestId request = request();
        return write(
                table,
                key,
                Optional.empty(),
                basis,
                request,
                Attempt.delete(name, ++operations, object(table, key), System.nanoTime(), request.toString()));
    }

    private RequestId request() {
        return new RequestId(ids.nextLong(), ids.nextLong());
    }

    private Outcome write(
            TableName table, Key key, Optional<Bytes> value, Basis basis, RequestId request, Attempt.Builder attempt) {
        try {
            history.note(attempt.seen(basis.seen()).wish(wish).build());
            Outcome outcome = Outcome.OK;
            try {
                WriteResult result = send(client.table(table), key, value, basis.context(), request);
                attempt.copies(result.copies(), result.hinted());
            } catch (StoreException failure) {
                lastFailure = Optional.of(failure);
                outcome = failure.mayHaveHappened() ? Outcome.UNKNOWN : Outcome.FAILED;
            }
            history.noteForced(attempt.ended(System.nanoTime(), outcome).build());
            return outcome;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static UncheckedIOException cannotWrite(IOException e) {
        return new UncheckedIOException("the history can't be written", e);
    }

    private static WriteResult send(
            Table table, Key key, Optional<Bytes> value, CausalContext context, RequestId request) {
        WriteOptions options = WriteOptions.DEFAULT.withRequest(request);
        return value.isPresent() ? table.put(key, value.get(), context, options) : table.delete(key, context, options);
    }

    /** How the history names an object. */
    public static ObjectName object(TableName table, Key key) {
        return new ObjectName(table.toString(), key.toString());
    }
}
