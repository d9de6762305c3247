package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.ErrorCode;
import org.armature.ring.Progress;
import org.junit.jupiter.api.Test;

final class SavedMembershipTest {
    private static final SavedMembership FULL = new SavedMembership(
            Samples.A,
            16,
            18,
            MembershipSamples.FORWARD,
            MembershipSamples.PROGRESS,
            Optional.of(MembershipSamples.BALLOT),
            Optional.of(new Acceptance(new Ballot(1, Samples.A), MembershipSamples.BACK)),
            44,
            5,
            List.of(MembershipSamples.INFO.remembered(), MembershipSamples.PLAIN),
            List.of(MembershipSamples.OPEN, MembershipSamples.REDEEMED),
            List.of(new Removal(Samples.B, 3)),
            new TreeSet<>(List.of(new Fence(3, 12, false), new Fence(1, 0, true))),
            new TreeMap<>(Map.of(Samples.B, 5L)),
            4);
    private static final SavedMembership PLAIN = new SavedMembership(
            Samples.B,
            1,
            1,
            MembershipSamples.SETTLED,
            Progress.none(3),
            Optional.empty(),
            Optional.empty(),
            0,
            SavedMembership.UNKNOWN,
            List.of(),
            List.of(),
            List.of(),
            Collections.emptySortedSet(),
            Collections.emptySortedMap(),
            SavedMembership.NOTHING_PAUSED);

    @Test
    void whatWasSavedComesBack() throws ProtocolException {
        assertEquals(FULL, SavedMembership.decode(FULL.encode()));
        assertEquals(PLAIN, SavedMembership.decode(PLAIN.encode()));
    }

    @Test
    void damageToAnyBitIsNoticedAndTheErrorSaysWhatItMeans() {
        byte[] bytes = FULL.encode();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refuses("", flipped);
        }
        for (int length = 0; length < bytes.length; length++) {
            refuses("", Arrays.copyOf(bytes, length));
        }
        bytes[bytes.length / 2] ^= 1;
        refuses("checksum", bytes);
    }

    @Test
    void aLaterFormatIsNamed() {
        byte[] bytes = PLAIN.encode();
        bytes[0] = 9;
        refuses("format 9, this version reads format 1", bytes);
    }

    private static void refuses(String expected, byte[] bytes) {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> SavedMembership.decode(bytes));
        assertEquals(ErrorCode.MEMBERSHIP_UNREADABLE, refused.code());
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertTrue(
                refused.getMessage().contains("must neither vote nor count; objects stored are not lost"),
                refused.getMessage());
    }

    @Test
    void theBytesAreWhatTheyAlwaysWere() {
        assertEquals(
                "01aaee94660a03622d3210011a711003180320012a69080310031803222f0a0161120d31302e302e302e313a373030301a0d"
                        + "31302e302e302e313a37303031220268312a067261636b2d313064222b0a03622d32120a5b3a3a315d3a373030301a0a5b3a"
                        + "3a315d3a37303031220268322a067261636b2d3230012a030001002202080340ffffffffffffffffff016801",
                HexFormat.of().formatHex(PLAIN.encode()));
    }
}
