package org.armature.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.RequestLog;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.protocol.internal.wire.Wire;

/** One pass over a record's bytes. What is gathered never takes more than a small multiple of them. */
final class RecordReader {
    private static final int FORMAT = ActorEntry.tag(Wire.Record.FORMAT_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int ACTOR =
            ActorEntry.tag(Wire.Record.ACTORS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int VERSION =
            ActorEntry.tag(Wire.Record.VERSIONS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int WRITE =
            ActorEntry.tag(Wire.Record.WRITES_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private final CodedInputStream in;
    private final List<ActorEntry> actors = new ArrayList<>(4);
    private final List<Version> versions = new ArrayList<>(2);
    private final List<RequestLog.Event> writes = new ArrayList<>(2);

    private RecordReader(Bytes record) {
        in = CodedInputStream.newInstance(record.shared());
    }

    /**
     * @throws IOException if the bytes are no protobuf
     * @throws IllegalArgumentException if they are no record
     */
    static VersionSet read(Bytes record) throws IOException {
        RecordReader reader = new RecordReader(record);
        reader.readFormat();
        reader.readFields();
        return reader.result();
    }

    private void readFormat() throws IOException {
        if (in.readTag() != FORMAT) {
            throw new IllegalArgumentException("it does not begin with its format");
        }
        int format = in.readUInt32();
        if (format != RecordCodec.FORMAT) {
            throw new IllegalArgumentException(
                    "format " + Integer.toUnsignedString(format) + ", this version reads format " + RecordCodec.FORMAT);
        }
    }

    private void readFields() throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != ACTOR && tag != VERSION && tag != WRITE) {
                throw new IllegalArgumentException("a record has no field with tag " + tag);
            }
            int outer = in.pushLimit(in.readRawVarint32());
            if (tag == ACTOR) {
                addActor(ActorEntry.readFrom(in));
            } else if (tag == VERSION) {
                addVersion(DottedWrite.readFrom(in));
            } else {
                addWrite(DottedWrite.readFrom(in));
            }
            in.popLimit(outer);
        }
    }

    private void addActor(ActorEntry entry) {
        requireRoom("actors", actors.size(), ActorEntry.LIMIT);
        if (!actors.isEmpty() && actors.get(actors.size() - 1).actor().compareTo(entry.actor()) >= 0) {
            throw new IllegalArgumentException("actor " + entry.actor() + " is not in its place");
        }
        actors.add(entry);
    }

    private void addVersion(DottedWrite version) {
        requireRoom("versions", versions.size(), RecordCodec.VERSION_LIMIT);
        versions.add(version.version(actors));
    }

    private void addWrite(DottedWrite write) {
        requireRoom("logged writes", writes.size(), RecordCodec.WRITE_LIMIT);
        writes.add(write.event(actors));
    }

    private static void requireRoom(String what, int present, int limit) {
        if (present == limit) {
            throw new IllegalArgumentException("it has more than " + limit + " " + what);
        }
    }

    private VersionSet result() {
        TreeMap<ActorId, VersionVector.Entry> seen = new TreeMap<>();
        actors.forEach(entry -> entry.addTo(seen));
        return VersionSet.of(versions, VersionVector.of(seen), RequestLog.of(writes));
    }
}
