package org.armature.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.armature.model.ActorId;
import org.armature.model.CausalPast;
import org.armature.model.RequestLog;
import org.armature.model.VersionVector;
import org.armature.protocol.internal.wire.Wire;

/** The schema's {@code ContextVector}: what a context says was seen. */
final class ContextVectorCodec {
    private static final int ACTORS = Wire.ContextVector.ACTORS_FIELD_NUMBER;
    private static final int WRITES = Wire.ContextVector.WRITES_FIELD_NUMBER;
    private static final int ACTOR = ActorEntry.tag(ACTORS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int WRITE = ActorEntry.tag(WRITES, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private ContextVectorCodec() {}

    static byte[] encode(CausalPast past) {
        List<ActorEntry> actors = new ArrayList<>(past.vector().size());
        List<ActorId> ids = new ArrayList<>(past.vector().size());
        past.vector().forEach((actor, entry) -> {
            actors.add(ActorEntry.of(actor, entry));
            ids.add(actor);
        });
        List<DottedWrite> writes = past.writes().latestFirst().stream()
                .map(event -> DottedWrite.of(event, ids))
                .toList();
        int bytes = 0;
        for (ActorEntry actor : actors) {
            bytes += Canonical.embeddedBytes(ACTORS, actor.bytes());
        }
        for (DottedWrite write : writes) {
            bytes += Canonical.embeddedBytes(WRITES, write.bytes());
        }
        byte[] array = new byte[bytes];
        CodedOutputStream out = CodedOutputStream.newInstance(array);
        try {
            for (ActorEntry actor : actors) {
                Canonical.writeEmbedded(out, ACTORS, actor.bytes());
                actor.writeTo(out);
            }
            for (DottedWrite write : writes) {
                Canonical.writeEmbedded(out, WRITES, write.bytes());
                write.writeTo(out);
            }
        } catch (IOException e) {
            throw new AssertionError("an array is as long as was worked out", e);
        }
        out.checkNoSpaceLeft();
        return array;
    }

    /**
     * @throws IOException if the bytes are no protobuf
     * @throws IllegalArgumentException if they are nothing that {@link #encode} made
     */
    static CausalPast decode(CodedInputStream in) throws IOException {
        List<ActorEntry> actors = new ArrayList<>(4);
        List<RequestLog.Event> writes = new ArrayList<>(2);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean room = tag == ACTOR
                    ? actors.size() < ActorEntry.LIMIT
                    : tag == WRITE && writes.size() < RecordCodec.WRITE_LIMIT;
            if (!room) {
                throw new IllegalArgumentException("a context has up to " + ActorEntry.LIMIT + " actors, up to "
                        + RecordCodec.WRITE_LIMIT + " writes, and nothing else");
            }
            int outer = in.pushLimit(in.readRawVarint32());
            if (tag == ACTOR) {
                actors.add(ActorEntry.readFrom(in));
            } else {
                writes.add(DottedWrite.readFrom(in).event(actors));
            }
            in.popLimit(outer);
        }
        TreeMap<ActorId, VersionVector.Entry> seen = new TreeMap<>();
        actors.forEach(entry -> entry.addTo(seen));
        return new CausalPast(VersionVector.of(seen), RequestLog.of(writes));
    }
}
