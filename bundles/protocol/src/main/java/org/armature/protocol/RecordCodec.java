package org.armature.protocol;

import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.VersionSet;

/** A key's record as stored and as sent between replicas: the same bytes. Stateless, thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class RecordCodec {
    private RecordCodec() {}

    public static Bytes encode(VersionSet set) {
        throw new AssertionError(set);
    }

    /** @throws ProtocolException RECORD_CORRUPT if the bytes are no record, or one that contradicts itself */
    public static VersionSet decode(Bytes record) throws ProtocolException {
        throw new ProtocolException(ErrorCode.RECORD_CORRUPT, record.toString());
    }
}
