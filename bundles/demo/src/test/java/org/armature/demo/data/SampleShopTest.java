package org.armature.demo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.armature.history.Fingerprint;
import org.armature.model.Bytes;
import org.junit.jupiter.api.Test;

class SampleShopTest {
    private final SampleShop shop = new SampleShop();
    private final List<SampleObject> all =
            IntStream.range(0, SampleShop.SIZE).mapToObj(shop::object).toList();

    @Test
    void thereAreAtLeastTwoThousandObjectsOf100BytesTo200Kilobytes() {
        assertTrue(all.size() >= 2_000, "objects: " + all.size());
        IntSummaryStatistics sizes =
                all.stream().mapToInt(object -> object.value().length()).summaryStatistics();
        assertTrue(sizes.getMin() >= 100 && sizes.getMin() < 200, sizes.toString());
        assertTrue(sizes.getMax() <= 200_000 && sizes.getMax() > 190_000, sizes.toString());
        assertTrue(sizes.getSum() < 12_000_000, sizes.toString());
    }

    @Test
    void everyTableHasObjectsAndNoKeyOccursTwice() {
        Set<String> tables = new TreeSet<>();
        Set<String> keys = new HashSet<>();
        for (SampleObject object : all) {
            tables.add(object.table());
            assertTrue(
                    keys.add(object.table() + "/" + object.key()), object.key().toString());
        }
        assertEquals(new TreeSet<>(SampleShop.TABLES), tables);
    }

    @Test
    void noTwoValuesAreEqualSoThatEachTellsWhichItIs() {
        assertEquals(
                all.size(),
                all.stream()
                        .map(object -> Fingerprint.of(object.value()))
                        .distinct()
                        .count());
    }

    @Test
    void theDataIsTheSameOnEveryMachine() {
        StringBuilder digests = new StringBuilder();
        all.forEach(object -> digests.append(Fingerprint.of(object.value())));
        assertEquals("3b6cacbe4aa43233967af030c00355f0", Fingerprint.of(Bytes.utf8(digests.toString())));
    }

    @Test
    void anObjectIsTheSameWhoeverAsks() {
        assertEquals(shop.object(1_234), new SampleShop().object(1_234));
    }

    @Test
    void aPhotoIsABitmapOfItsOwnLength() {
        SampleObject photo = shop.object(SampleShop.SIZE - 1);
        assertEquals("photo", photo.table());
        ByteBuffer file = ByteBuffer.wrap(photo.value().toArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("BM", new String(new char[] {(char) file.get(), (char) file.get()}));
        assertEquals(photo.value().length(), file.getInt());
    }

    @Test
    void aCartIsReadBackAsItWasWritten() {
        SampleObject object = all.stream()
                .filter(each -> each.table().equals("cart"))
                .findFirst()
                .orElseThrow();
        Cart cart = Cart.parse(object.value());
        assertEquals("alice", cart.owner());
        assertEquals(object.value(), cart.toBytes());
    }

    @Test
    void theUnionOfTwoCartsForgetsNothing() {
        Cart base = new Cart("alice", new TreeMap<>(), "s");
        Cart left = base.with("mug-2", 1).with("pen-5", 3);
        Cart right = base.with("mug-2", 2).with("book-17", 1);
        assertEquals("book-17×1, mug-2×2, pen-5×3", left.union(right).toString());
        assertEquals(left.union(right), right.union(left));
    }

    @Test
    void whatIsNoCartIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Cart.parse(Bytes.utf8("{}")));
        assertThrows(IllegalArgumentException.class, () -> Cart.parse(Bytes.utf8("BM\0\0")));
    }
}
