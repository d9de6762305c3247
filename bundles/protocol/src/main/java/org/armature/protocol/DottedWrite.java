package org.armature.protocol;

import static org.armature.protocol.internal.wire.Wire.LoggedWrite.AGAIN_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.ACTOR_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.COUNTER_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.EXPIRES_MILLIS_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.LOGICAL_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.REQUEST_HIGH_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.REQUEST_LOW_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.VALUE_FIELD_NUMBER;
import static org.armature.protocol.internal.wire.Wire.StoredVersion.WRITTEN_MILLIS_FIELD_NUMBER;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.RequestId;
import org.armature.model.RequestLog;
import org.armature.model.Version;

/**
 * The schema's {@code StoredVersion} and {@code LoggedWrite}: the same fields with the same numbers, the latter without
 * a value and its expiry; and what is the logical part of a stamp in the former is there, and 0, in a marked one of the latter.
 *
 * @param actor index into the record's table
 * @param millis written, or logged
 * @param expiresMillis 0 if it never does
 * @param again whether the write may have been carried out before; only of what is logged
 */
record DottedWrite(
        int actor,
        long counter,
        RequestId request,
        long millis,
        int logical,
        Optional<Bytes> value,
        long expiresMillis,
        boolean again) {
    private static final int ACTOR = ActorEntry.tag(ACTOR_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int COUNTER = ActorEntry.tag(COUNTER_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int REQUEST_HIGH = ActorEntry.tag(REQUEST_HIGH_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int REQUEST_LOW = ActorEntry.tag(REQUEST_LOW_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int MILLIS = ActorEntry.tag(WRITTEN_MILLIS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int LOGICAL = ActorEntry.tag(LOGICAL_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int VALUE = ActorEntry.tag(VALUE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int EXPIRES = ActorEntry.tag(EXPIRES_MILLIS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

    static DottedWrite of(Version version, List<ActorId> actors) {
        Dot dot = version.dot();
        return new DottedWrite(
                actors.indexOf(dot.actor()),
                dot.counter(),
                version.request(),
                version.writtenMillis(),
                version.logical(),
                version.value(),
                version.expiresMillis(),
                false);
    }

    static DottedWrite of(RequestLog.Event event, List<ActorId> actors) {
        Dot dot = event.dot();
        return new DottedWrite(
                actors.indexOf(dot.actor()),
                dot.counter(),
                event.request(),
                event.atMillis(),
                0,
                Optional.empty(),
                0,
                event.repeated());
    }

    int bytes() {
        int bytes = Canonical.varintBytes(ACTOR_FIELD_NUMBER, actor)
                + Canonical.varintBytes(COUNTER_FIELD_NUMBER, counter)
                + Canonical.fixedBytes(REQUEST_HIGH_FIELD_NUMBER, request.high())
                + Canonical.fixedBytes(REQUEST_LOW_FIELD_NUMBER, request.low())
                + Canonical.varintBytes(WRITTEN_MILLIS_FIELD_NUMBER, millis);
        if (value.isPresent()) {
            bytes += Canonical.embeddedBytes(VALUE_FIELD_NUMBER, value.get().length());
        }
        return bytes
                + (again
                        ? CodedOutputStream.computeUInt32Size(AGAIN_FIELD_NUMBER, 0)
                        : Canonical.varintBytes(LOGICAL_FIELD_NUMBER, logical))
                + Canonical.varintBytes(EXPIRES_MILLIS_FIELD_NUMBER, expiresMillis);
    }

    void writeTo(CodedOutputStream out) throws IOException {
        Canonical.writeVarint(out, ACTOR_FIELD_NUMBER, actor);
        Canonical.writeVarint(out, COUNTER_FIELD_NUMBER, counter);
        Canonical.writeFixed(out, REQUEST_HIGH_FIELD_NUMBER, request.high());
        Canonical.writeFixed(out, REQUEST_LOW_FIELD_NUMBER, request.low());
        Canonical.writeVarint(out, WRITTEN_MILLIS_FIELD_NUMBER, millis);
        if (value.isPresent()) {
            out.writeByteArray(VALUE_FIELD_NUMBER, value.get().shared());
        }
        if (again) {
            out.writeUInt32(AGAIN_FIELD_NUMBER, 0);
        } else {
            Canonical.writeVarint(out, LOGICAL_FIELD_NUMBER, logical);
        }
        Canonical.writeVarint(out, EXPIRES_MILLIS_FIELD_NUMBER, expiresMillis);
    }

    /**
     * To the end of the input's current limit.
     *
     * @throws IllegalArgumentException if it has a field neither message has
     */
    static DottedWrite readFrom(CodedInputStream in) throws IOException {
        int actor = 0;
        long counter = 0;
        long high = 0;
        long low = 0;
        long millis = 0;
        int logical = 0;
        Optional<Bytes> value = Optional.empty();
        long expiresMillis = 0;
        boolean again = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == ACTOR) {
                actor = in.readUInt32();
            } else if (tag == COUNTER) {
                counter = ActorEntry.counter(in.readUInt64());
            } else if (tag == REQUEST_HIGH) {
                high = in.readFixed64();
            } else if (tag == REQUEST_LOW) {
                low = in.readFixed64();
            } else if (tag == MILLIS) {
                millis = in.readInt64();
            } else if (tag == LOGICAL) {
                logical = in.readUInt32();
                again = logical == 0;
            } else if (tag == VALUE) {
                value = Optional.of(Bytes.wrap(in.readByteArray()));
            } else if (tag == EXPIRES) {
                expiresMillis = in.readInt64();
            } else {
                throw new IllegalArgumentException("a version has no field with tag " + tag);
            }
        }
        return new DottedWrite(actor, counter, new RequestId(high, low), millis, logical, value, expiresMillis, again);
    }

    /** @throws IllegalArgumentException if there can be no such version, or its dot is none */
    Version version(List<ActorEntry> actors) {
        return new Version(dot(actors), request, millis, logical, value, expiresMillis);
    }

    /** @throws IllegalArgumentException if it has what only a version has, or its dot is none */
    RequestLog.Event event(List<ActorEntry> actors) {
        if (value.isPresent() || logical != 0 || expiresMillis != 0) {
            throw new IllegalArgumentException("a logged write has a value, a logical time or an expiry");
        }
        return new RequestLog.Event(request, dot(actors), millis, again);
    }

    /** @throws IllegalArgumentException if the actor is not in the table, or the counter not from 1 */
    Dot dot(List<ActorEntry> actors) {
        if (actor < 0 || actor >= actors.size()) {
            throw new IllegalArgumentException(
                    "a dot names actor " + Integer.toUnsignedLong(actor) + " of " + actors.size());
        }
        return new Dot(actors.get(actor).actor(), counter);
    }
}
