package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {
    private static final BigInteger CIRCLE = BigInteger.ONE.shiftLeft(128);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a, 0cc175b9c0f1b6a831c399e269772661",
        "abc, 900150983cd24fb0d6963f7d28e17f72",
        "message digest, f96b697d7cb7938d525a2f31aaf161d0",
        "abcdefghijklmnopqrstuvwxyz, c3fcd3d76192e4007dfb496cca67e13b",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890, "
                + "57edf4a22be3c955ac49da2e2107b67a"
    })
    void aKeyLiesAtItsMd5AsRfc1321GivesIt(String text, String md5) {
        Position position = Position.of(Key.utf8(text));
        assertEquals(md5, HexFormat.of().formatHex(position.toBytes()));
        assertEquals(md5, position.toString());
    }

    @Test
    void positionsOrderAsUnsignedNumbers() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Position a = random(random);
            Position b = random.nextInt(4) == 0 ? new Position(a.high(), random.nextLong()) : random(random);
            assertEquals(
                    Integer.signum(number(a).compareTo(number(b))), Integer.signum(a.compareTo(b)), a + " and " + b);
        }
    }

    @Test
    void thePartitionIsThePositionTimesQShiftedBy128Bits() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            Position position = random(random);
            int partitions = 1 + random.nextInt(Ring.MAX_PARTITIONS);
            assertEquals(
                    expected(position, partitions), position.partitionOf(partitions), position + " Q=" + partitions);
        }
    }

    @Test
    void aPartitionBeginsAtItsFirstPositionAndThePositionBeforeBelongsToTheOneBefore() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            int partitions = i < 300 ? i + 1 : 1 + random.nextInt(Ring.MAX_PARTITIONS);
            int partition = random.nextInt(partitions);
            BigInteger[] start =
                    CIRCLE.multiply(BigInteger.valueOf(partition)).divideAndRemainder(BigInteger.valueOf(partitions));
            BigInteger first = start[1].signum() == 0 ? start[0] : start[0].add(BigInteger.ONE);
            String where = "partition " + partition + " of " + partitions;
            assertEquals(partition, position(first).partitionOf(partitions), where);
            assertEquals(position(first), Position.startOf(partition, partitions), where);
            BigInteger before = first.subtract(BigInteger.ONE).mod(CIRCLE);
            assertEquals(
                    Math.floorMod(partition - 1, partitions), position(before).partitionOf(partitions), where);
        }
    }

    @Test
    void thereIsNoPartitionBeyondTheRing() {
        assertThrows(IndexOutOfBoundsException.class, () -> Position.startOf(4, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> Position.startOf(-1, 4));
    }

    @Test
    void theNextPositionIsOneMoreAndTheLastHasNone() {
        assertEquals(Optional.of(new Position(0, 1)), new Position(0, 0).next());
        assertEquals(Optional.of(new Position(8, 0)), new Position(7, -1).next());
        assertEquals(Optional.empty(), new Position(-1, -1).next());
    }

    @Test
    void aPositionIsReadBackFromItsText() {
        Random random = new Random(4);
        for (int i = 0; i < 1_000; i++) {
            Position position = random(random);
            assertEquals(position, Position.parse(position.toString()));
        }
        for (String wrong : new String[] {"", "0", "0".repeat(31) + "g", "0".repeat(33), "-" + "0".repeat(31)}) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> Position.parse(wrong));
            assertEquals("position \"" + wrong + "\", must be 32 hexadecimal digits", refusal.getMessage());
        }
    }

    @Test
    void theEndsOfTheRingBelongToTheFirstAndTheLastPartition() {
        for (int partitions : new int[] {1, 2, 3, 256, 1_000, 65_535, 65_536}) {
            assertEquals(0, new Position(0, 0).partitionOf(partitions));
            assertEquals(partitions - 1, new Position(-1, -1).partitionOf(partitions));
        }
    }

    @Test
    void keysSpreadEvenlyOverPartitions() {
        int[] keys = new int[64];
        for (int i = 0; i < 64_000; i++) {
            keys[Position.of(new Key(Bytes.utf8("key-" + i))).partitionOf(keys.length)]++;
        }
        for (int partition = 0; partition < keys.length; partition++) {
            assertTrue(keys[partition] > 850 && keys[partition] < 1_150, partition + ": " + keys[partition]);
        }
    }

    private static Position random(Random random) {
        return new Position(random.nextLong(), random.nextLong());
    }

    private static int expected(Position position, int partitions) {
        return number(position)
                .multiply(BigInteger.valueOf(partitions))
                .shiftRight(128)
                .intValueExact();
    }

    private static BigInteger number(Position position) {
        return new BigInteger(1, position.toBytes());
    }

    private static Position position(BigInteger number) {
        return new Position(number.shiftRight(64).longValue(), number.longValue());
    }
}
