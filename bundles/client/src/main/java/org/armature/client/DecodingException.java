package org.armature.client;

import java.time.Instant;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;

/**
 * A value that was read is none of the table's type. Not a failure of the store, which has given what was put there;
 * nothing was written, so the value is as it was.
 */
public final class DecodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ReadResult read;
    private final int sibling;

    /** @param sibling which one of the read's versions, from 0 */
    public DecodingException(TableName table, Key key, ReadResult read, int sibling, RuntimeException cause) {
        super(
                table + "/" + key + ": " + which(read, sibling) + " can't be decoded: "
                        + Optional.ofNullable(cause.getMessage()).orElse(cause.toString())
                        + ". Nothing was written, and the value stays as it is; a table without codecs reads its bytes",
                cause);
        this.read = read;
        this.sibling = sibling;
    }

    private static String which(ReadResult read, int sibling) {
        Message.Sibling version = read.versions().get(sibling);
        int count = read.versions().size();
        return (count == 1 ? "its value" : "version " + (sibling + 1) + " of " + count)
                + " (" + version.value().map(Bytes::length).orElse(0) + " bytes, taken in by " + version.writtenBy()
                + " at " + Instant.ofEpochMilli(version.writtenMillis()) + ")";
    }

    /** All that was read, as bytes. */
    public ReadResult read() {
        return read;
    }

    /** Which one of its versions it is, from 0. */
    public int sibling() {
        return sibling;
    }
}
