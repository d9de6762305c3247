package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
            false);
    private static final HintRecord REFERENCE =
            new HintRecord(new TreeSet<>(List.of(Samples.B)), 1, Optional.empty(), true);
    private static final HintRecord BOTH = new HintRecord(FULL.owners(), 8, FULL.copy(), true);

    @Test
    void isReadBackAsItWasWritten() throws ProtocolException {
        assertEquals(FULL, HintRecord.decode(FULL.encode()));
        assertEquals(REFERENCE, HintRecord.decode(REFERENCE.encode()));
        assertEquals(BOTH, HintRecord.decode(BOTH.encode()));
    }

    @Test
    void onlyWhatEarlierVersionsDoNotKnowHasAFormatOfItsOwn() {
        assertEquals(1, FULL.encode()[0]);
        assertEquals(1, REFERENCE.encode()[0]);
        assertEquals(2, BOTH.encode()[0]);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        for (HintRecord hint : List.of(FULL, REFERENCE, BOTH)) {
            byte[] bytes = hint.encode();
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertDamaged(flipped);
            }
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] bytes = FULL.encode();
        for (int length = 0; length < bytes.length; length++) {
            assertDamaged(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void isForAtLeastOneOwner() {
        assertThrows(
                IllegalArgumentException.class, () -> new HintRecord(new TreeSet<NodeId>(), 1, Optional.empty(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HintRecord(new TreeSet<>(List.of(Samples.A)), 0, Optional.empty(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HintRecord(new TreeSet<>(List.of(Samples.A)), 1, Optional.empty(), false));
    }

    private static void assertDamaged(byte[] bytes) {
        ProtocolException damage = assertThrows(ProtocolException.class, () -> HintRecord.decode(bytes));
        assertEquals(ErrorCode.RECORD_CORRUPT, damage.code());
        assertTrue(damage.getMessage().contains("hint"), damage.getMessage());
    }
}
