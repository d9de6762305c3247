package org.armature.protocol;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Protobuf's own form for number fields, written by hand: what is 0 is left out. */
final class Canonical {
    private Canonical() {}

    /** Of a uint64 or int64 field. */
    static int varintBytes(int field, long value) {
        return value == 0 ? 0 : CodedOutputStream.computeUInt64Size(field, value);
    }

    static void writeVarint(CodedOutputStream out, int field, long value) throws IOException {
        if (value != 0) {
            out.writeUInt64(field, value);
        }
    }

    /** Of a fixed64 field. */
    static int fixedBytes(int field, long value) {
        return value == 0 ? 0 : CodedOutputStream.computeFixed64Size(field, value);
    }

    static void writeFixed(CodedOutputStream out, int field, long value) throws IOException {
        if (value != 0) {
            out.writeFixed64(field, value);
        }
    }

    /** Of an embedded message of {@code bytes}, with its tag and length. */
    static int embeddedBytes(int field, int bytes) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
    }

    static void writeEmbedded(CodedOutputStream out, int field, int bytes) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(bytes);
    }
}
