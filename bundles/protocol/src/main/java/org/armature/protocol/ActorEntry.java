package org.armature.protocol;

import static org.armature.protocol.internal.wire.Wire.Actor.EPOCH_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.Actor.INCARNATION_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.Actor.NODE_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.Actor.SEEN_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.Actor.SEEN_MILLIS_FIELD_NUMBER;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Map;
import org.armature.model.ActorId;
import org.armature.model.NodeId;
import org.armature.model.VersionVector;

/**
 * The schema's {@code Actor}, written and read by hand: it occurs in every record and context.
 *
 * @param seen the vector's entry; 0 if it has none
 * @param seenMillis when that entry last grew
 */
record ActorEntry(ActorId actor, long seen, long seenMillis) {
    /** Most actors of one record or context; more means damage, and is never written. */
    static final int LIMIT = 4_096;

    /** Counters beyond it nobody counted to: at one event per nanosecond it takes a hundred days. */
    static final long MAX_COUNTER = 1L << 53;

    private static final int NODE = tag(NODE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int INCARNATION = tag(INCARNATION_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int EPOCH = tag(EPOCH_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SEEN = tag(SEEN_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SEEN_MILLIS = tag(SEEN_MILLIS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    static ActorEntry of(ActorId actor, VersionVector.Entry entry) {
        return entry == null
                ? new ActorEntry(actor, 0, 0)
                : new ActorEntry(actor, entry.counter(), entry.touchedMillis());
    }

    int bytes() {
        return CodedOutputStream.computeStringSize(
                        NODE_FIELD_NUMBER, actor.node().name())
                + Canonical.fixedBytes(INCARNATION_FIELD_NUMBER, actor.incarnation())
                + Canonical.varintBytes(EPOCH_FIELD_NUMBER, actor.epoch())
                + Canonical.varintBytes(SEEN_FIELD_NUMBER, seen)
                + Canonical.varintBytes(SEEN_MILLIS_FIELD_NUMBER, seenMillis);
    }

    void writeTo(CodedOutputStream out) throws IOException {
        out.writeString(NODE_FIELD_NUMBER, actor.node().name());
        Canonical.writeFixed(out, INCARNATION_FIELD_NUMBER, actor.incarnation());
        Canonical.writeVarint(out, EPOCH_FIELD_NUMBER, actor.epoch());
        Canonical.writeVarint(out, SEEN_FIELD_NUMBER, seen);
        Canonical.writeVarint(out, SEEN_MILLIS_FIELD_NUMBER, seenMillis);
    }

    /**
     * To the end of the input's current limit.
     *
     * @throws IllegalArgumentException if it is no actor
     */
    static ActorEntry readFrom(CodedInputStream in) throws IOException {
        String node = "";
        long incarnation = 0;
        long epoch = 0;
        long seen = 0;
        long seenMillis = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == NODE) {
                node = in.readStringRequireUtf8();
            } else if (tag == INCARNATION) {
                incarnation = in.readFixed64();
            } else if (tag == EPOCH) {
                epoch = in.readUInt64();
            } else if (tag == SEEN) {
                seen = counter(in.readUInt64());
            } else if (tag == SEEN_MILLIS) {
                seenMillis = in.readInt64();
            } else {
                throw new IllegalArgumentException("an actor has no field with tag " + tag);
            }
        }
        return new ActorEntry(new ActorId(new NodeId(node), incarnation, epoch), seen, seenMillis);
    }

    /** @throws IllegalArgumentException if nobody can have counted that far */
    static long counter(long read) {
        if (read > MAX_COUNTER) {
            throw new IllegalArgumentException("a counter of " + read + " is beyond 2^53");
        }
        return read;
    }

    /** Adds the vector entry, if there is one. */
    void addTo(Map<ActorId, VersionVector.Entry> vector) {
        if (seen != 0) {
            vector.put(actor, new VersionVector.Entry(seen, seenMillis));
        }
    }
}
