package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.junit.jupiter.api.Test;

/**
 * The formats as they left the house. A difference means that nodes of two versions no longer understand each other, or
 * a node its own disk: raise the format or protocol number and keep reading the old one; never edit {@code
 * golden.txt} to please this test, except by adding lines for new messages.
 */
final class GoldenBytesTest {

    @Test
    void whatGoesOverTheWireAndToDiskIsWhatItAlwaysWas() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Message message : Samples.messages()) {
            lines.add(MessageType.of(message) + " " + hex(MessageCodec.encodeFrame(0x0123_4567_89ab_cdefL, message)));
        }
        Bytes record = RecordCodec.encode(Samples.SET);
        lines.add("record " + hex(record.toArray()));
        lines.add("stored_record " + hex(new StoredRecord(record, Optional.of(Samples.ACTOR_A)).encode()));
        lines.add("stored_record " + hex(new StoredRecord(record, Optional.empty()).encode()));
        ContextSealer sealer =
                new ContextSealer(List.of(new ClusterKey(1, Bytes.utf8("0123456789abcdef0123456789abcdef"))));
        lines.add("context "
                + hex(sealer.seal(Samples.CART, Samples.KEY, Samples.SET.past(), Optional.empty())
                        .token()
                        .toArray()));
        lines.add("record " + hex(RecordCodec.encode(Samples.RETRIED).toArray()));
        lines.add("context "
                + hex(sealer.seal(Samples.CART, Samples.KEY, Samples.RETRIED.past(), Optional.empty())
                        .token()
                        .toArray()));
        lines.add("record " + hex(RecordCodec.encode(Samples.EXPIRING).toArray()));
        assertEquals(golden(), String.join("\n", lines) + "\n");
    }

    private static String golden() throws IOException {
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("golden.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
