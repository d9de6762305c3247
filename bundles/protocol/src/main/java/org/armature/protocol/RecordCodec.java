package org.armature.protocol;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.RequestLog;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.protocol.internal.wire.Wire;

/**
 * A key's record as stored and as sent between replicas: the same bytes. Stateless, thread-safe.
 *
 * <p>The schema is {@code Record} in {@code armature.proto}; since every put encodes one and every replica decodes it,
 * it is written by hand, in one pass over an array of the right size: one table of actors, then dots by index into it.
 * Equal sets, with equal times in their vectors, have equal bytes.
 */
public final class RecordCodec {
    static final int FORMAT = 1;
    /** Most versions of one record; more means damage, and is never written. */
    static final int VERSION_LIMIT = 4_096;
    /** Most logged writes of one record: every standing version, each repeated three times, and those replaced lately. */
    static final int WRITE_LIMIT = RequestLog.LIMIT + 4 * (VERSION_LIMIT + RequestLog.REPEATED_LIMIT);

    private RecordCodec() {}

    /** @throws IllegalArgumentException if the set has more actors, versions or logged writes than a record may have */
    public static Bytes encode(VersionSet set) {
        List<ActorEntry> actors = actorTable(set);
        List<DottedWrite> versions = new ArrayList<>(set.versions().size());
        List<ActorId> ids = new ArrayList<>(actors.size());
        actors.forEach(entry -> ids.add(entry.actor()));
        for (Version version : set.versions()) {
            versions.add(DottedWrite.of(version, ids));
        }
        List<DottedWrite> writes = new ArrayList<>(set.requests().latestFirst().size());
        for (RequestLog.Event event : set.requests().latestFirst()) {
            writes.add(DottedWrite.of(event, ids));
        }
        requireWithin("actors", actors.size(), ActorEntry.LIMIT);
        requireWithin("versions", versions.size(), VERSION_LIMIT);
        requireWithin("logged writes", writes.size(), WRITE_LIMIT);
        return write(actors, versions, writes);
    }

    /** Whether the set can be written: one that grew beyond all limits can't. */
    public static boolean fits(VersionSet set) {
        return set.versions().size() <= VERSION_LIMIT
                && set.requests().latestFirst().size() <= WRITE_LIMIT
                && set.seen().size() + set.requests().latestFirst().size() <= ActorEntry.LIMIT;
    }

    private static List<ActorEntry> actorTable(VersionSet set) {
        SortedMap<ActorId, VersionVector.Entry> seen = set.seen().entries();
        TreeSet<ActorId> actors = new TreeSet<>(seen.keySet());
        set.requests().latestFirst().forEach(event -> actors.add(event.dot().actor()));
        List<ActorEntry> table = new ArrayList<>(actors.size());
        actors.forEach(actor -> table.add(ActorEntry.of(actor, seen.get(actor))));
        return table;
    }

    private static void requireWithin(String what, int number, int limit) {
        if (number > limit) {
            throw new IllegalArgumentException("a record has up to " + limit + " " + what + ", not " + number);
        }
    }

    private static Bytes write(List<ActorEntry> actors, List<DottedWrite> versions, List<DottedWrite> writes) {
        int bytes = Canonical.varintBytes(Wire.Record.FORMAT_FIELD_NUMBER, FORMAT);
        for (ActorEntry actor : actors) {
            bytes += Canonical.embeddedBytes(Wire.Record.ACTORS_FIELD_NUMBER, actor.bytes());
        }
        for (DottedWrite version : versions) {
            bytes += Canonical.embeddedBytes(Wire.Record.VERSIONS_FIELD_NUMBER, version.bytes());
        }
        for (DottedWrite write : writes) {
            bytes += Canonical.embeddedBytes(Wire.Record.WRITES_FIELD_NUMBER, write.bytes());
        }
        byte[] array = new byte[bytes];
        CodedOutputStream out = CodedOutputStream.newInstance(array);
        try {
            Canonical.writeVarint(out, Wire.Record.FORMAT_FIELD_NUMBER, FORMAT);
            for (ActorEntry actor : actors) {
                Canonical.writeEmbedded(out, Wire.Record.ACTORS_FIELD_NUMBER, actor.bytes());
                actor.writeTo(out);
            }
            for (DottedWrite version : versions) {
                Canonical.writeEmbedded(out, Wire.Record.VERSIONS_FIELD_NUMBER, version.bytes());
                version.writeTo(out);
            }
            for (DottedWrite write : writes) {
                Canonical.writeEmbedded(out, Wire.Record.WRITES_FIELD_NUMBER, write.bytes());
                write.writeTo(out);
            }
        } catch (IOException e) {
            throw new AssertionError("an array is as long as was worked out", e);
        }
        out.checkNoSpaceLeft();
        return Bytes.wrap(array);
    }

    /** @throws ProtocolException RECORD_CORRUPT if the bytes are no record, or one that contradicts itself */
    public static VersionSet decode(Bytes record) throws ProtocolException {
        try {
            return RecordReader.read(record);
        } catch (IOException | IllegalArgumentException e) {
            throw new ProtocolException(
                    ErrorCode.RECORD_CORRUPT,
                    "a record of " + record.length() + " bytes is damaged: " + e.getMessage());
        }
    }
}
