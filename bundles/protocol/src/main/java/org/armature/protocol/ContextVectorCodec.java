package org.armature.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.armature.model.ActorId;
import org.armature.model.VersionVector;
import org.armature.protocol.internal.wire.Wire;

/** The schema's {@code ContextVector}: the version vector inside a context. */
final class ContextVectorCodec {
    private static final int FIELD = Wire.ContextVector.ACTORS_FIELD_NUMBER;
    private static final int ACTOR = ActorEntry.tag(FIELD, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private ContextVectorCodec() {}

    static byte[] encode(VersionVector vector) {
        List<ActorEntry> actors = new ArrayList<>(vector.size());
        vector.forEach((actor, entry) -> actors.add(ActorEntry.of(actor, entry)));
        int bytes = 0;
        for (ActorEntry actor : actors) {
            bytes += Canonical.embeddedBytes(FIELD, actor.bytes());
        }
        byte[] array = new byte[bytes];
        CodedOutputStream out = CodedOutputStream.newInstance(array);
        try {
            for (ActorEntry actor : actors) {
                Canonical.writeEmbedded(out, FIELD, actor.bytes());
                actor.writeTo(out);
            }
        } catch (IOException e) {
            throw new AssertionError("an array is as long as was worked out", e);
        }
        out.checkNoSpaceLeft();
        return array;
    }

    /**
     * @throws IOException if the bytes are no protobuf
     * @throws IllegalArgumentException if they are no vector
     */
    static VersionVector decode(CodedInputStream in) throws IOException {
        TreeMap<ActorId, VersionVector.Entry> entries = new TreeMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != ACTOR || entries.size() == ActorEntry.LIMIT) {
                throw new IllegalArgumentException(
                        "a context has up to " + ActorEntry.LIMIT + " actors and nothing else");
            }
            int outer = in.pushLimit(in.readRawVarint32());
            ActorEntry.readFrom(in).addTo(entries);
            in.popLimit(outer);
        }
        return VersionVector.of(entries);
    }
}
