package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class HintRecordTest {
    private static final HintRecord FULL = new HintRecord(
            new TreeSet<>(List.of(Samples.A, Samples.B)),
            7,
            Optional.of(new StoredRecord(RecordCodec.encode(Samples.SET), Optional.of(Samples.ACTOR_A))),
            false,
            1L << 40);
    private static final HintRecord REFERENCE =
            new HintRecord(new TreeSet<>(List.of(Samples.B)), 1, Optional.empty(), true, 0);
    private static final HintRecord BOTH = new HintRecord(FULL.owners(), 8, FULL.copy(), true, 3);

    /** As versions wrote them that knew no reap epochs. */
    private static final String EARLIER_FULL =
            "01415e5bdc000000000000000702016103622d3201a2b5df2c0161fffffffffffffffe00000000000000070801"
                    + "12170a016111feffffffffffffff180720012880d095ffbc3112170a03622d3211f0debc9a7856341220012881"
                    + "d095ffbc311a25100119080706050403020121ffffffffffffffff2880d095ffbc3132083220c397207465611a"
                    + "14080110012105000000000000002881d095ffbc312214080110012105000000000000002881d095ffbc31221b"
                    + "100119080706050403020121ffffffffffffffff2880d095ffbc31";

    private static final String EARLIER_REFERENCE = "01904e26ac00000000000000010103622d32";
    private static final String EARLIER_BOTH =
            "0274e868af000000000000000802016103622d3201a2b5df2c0161fffffffffffffffe00000000000000070801"
                    + "12170a016111feffffffffffffff180720012880d095ffbc3112170a03622d3211f0debc9a7856341220012881"
                    + "d095ffbc311a25100119080706050403020121ffffffffffffffff2880d095ffbc3132083220c397207465611a"
                    + "14080110012105000000000000002881d095ffbc312214080110012105000000000000002881d095ffbc31221b"
                    + "100119080706050403020121ffffffffffffffff2880d095ffbc31";

    @Test
    void isReadBackAsItWasWritten() throws ProtocolException {
        assertEquals(FULL, HintRecord.decode(FULL.encode()));
        assertEquals(REFERENCE, HintRecord.decode(REFERENCE.encode()));
        assertEquals(BOTH, HintRecord.decode(BOTH.encode()));
    }

    @Test
    void whatAnEarlierVersionKeptIsOfTheFirstReapEpoch() throws ProtocolException {
        assertEquals(
                new HintRecord(FULL.owners(), 7, FULL.copy(), false, 0),
                HintRecord.decode(HexFormat.of().parseHex(EARLIER_FULL)));
        assertEquals(REFERENCE, HintRecord.decode(HexFormat.of().parseHex(EARLIER_REFERENCE)));
        assertEquals(
                new HintRecord(BOTH.owners(), 8, BOTH.copy(), true, 0),
                HintRecord.decode(HexFormat.of().parseHex(EARLIER_BOTH)));
    }

    @Test
    void eachFormatHasANumberThatNoEarlierVersionReadsOtherwise() {
        assertEquals(3, FULL.encode()[0]);
        assertEquals(3, REFERENCE.encode()[0]);
        assertEquals(4, BOTH.encode()[0]);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        for (byte[] bytes : List.of(
                FULL.encode(), REFERENCE.encode(), BOTH.encode(), HexFormat.of().parseHex(EARLIER_BOTH))) {
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertDamaged(flipped);
            }
        }
    }

    @Test
    void everyCutIsNoticed() {
        for (byte[] bytes : List.of(FULL.encode(), HexFormat.of().parseHex(EARLIER_FULL))) {
            for (int length = 0; length < bytes.length; length++) {
                assertDamaged(Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    void isForAtLeastOneOwner() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new HintRecord(new TreeSet<NodeId>(), 1, Optional.empty(), true, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HintRecord(new TreeSet<>(List.of(Samples.A)), 0, Optional.empty(), true, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HintRecord(new TreeSet<>(List.of(Samples.A)), 1, Optional.empty(), false, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HintRecord(new TreeSet<>(List.of(Samples.A)), 1, Optional.empty(), true, -1));
    }

    private static void assertDamaged(byte[] bytes) {
        ProtocolException damage = assertThrows(ProtocolException.class, () -> HintRecord.decode(bytes));
        assertEquals(ErrorCode.RECORD_CORRUPT, damage.code());
        assertTrue(damage.getMessage().contains("hint"), damage.getMessage());
    }
}
