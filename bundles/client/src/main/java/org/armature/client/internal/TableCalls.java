package org.armature.client.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.armature.client.ReadOptions;
import org.armature.client.StoreException;
import org.armature.client.WriteOptions;
import org.armature.client.observe.OperationKind;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;

/** What both faces of a table need to make calls of it. */
record TableCalls(
        TableName table,
        Cluster cluster,
        Duration deadline,
        RequestIds requestIds,
        Hedging hedging,
        Observers observers) {
    /** Tells observers that an operation on one key begins. */
    Observation begin(OperationKind kind, Supplier<Key> key) {
        return observers.begin(table, kind, key);
    }

    /** Likewise, on several keys. */
    Observation beginBatch(OperationKind kind) {
        return observers.beginBatch(table, kind);
    }

    Reading reading(Key key, ReadOptions options) {
        return new Reading(table, key, options.wish(), hedging);
    }

    /** @throws StoreException.Rejected if it would not fit into a frame */
    Writing writing(Key key, Optional<Bytes> value, CausalContext context, WriteOptions options) {
        RequestId request = options.request().orElseGet(requestIds::next);
        Writing writing = new Writing(table, key, context, request, options.repeated(), value, options.wish());
        if (writing.frameBytes() > Cluster.LIMITS.maxFrameBytes()) {
            throw new StoreException.Rejected(
                    ErrorCode.VALUE_TOO_LARGE,
                    writing.describe() + ": the value has "
                            + value.map(Bytes::length).orElse(0)
                            + " bytes and with its key and context does not fit into a frame of "
                            + Cluster.LIMITS.maxFrameBytes() + " bytes; nothing was sent");
        }
        return writing;
    }

    /** From now to the deadline of a call that has this one of its own, if any. */
    Span span(Optional<Duration> own) {
        return Span.fromNow(own.orElse(deadline));
    }
}
