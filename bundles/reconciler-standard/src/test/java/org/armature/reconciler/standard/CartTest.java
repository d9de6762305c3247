package org.armature.reconciler.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The paper's cart (Dynamo §4.4), and what it could not do. */
class CartTest {
    private static final Cart READ = Cart.EMPTY.add("milk", 2, "t1").add("tea", 1, "t2");

    @Test
    void anAdditionIsNeverLost() {
        Cart merged = READ.add("jam", 1, "t3").merge(READ.add("rice", 4, "t4"));
        assertEquals(Map.of("milk", 2L, "tea", 1L, "jam", 1L, "rice", 4L), merged.items());
    }

    @Test
    void anItemThatWasTakenOutDoesNotComeBack() {
        Cart merged = READ.remove("milk").merge(READ.add("jam", 1, "t3"));
        assertEquals(Map.of("tea", 1L, "jam", 1L), merged.items());
    }

    @Test
    void anItemThatIsPutInWhileItIsTakenOutStays() {
        Cart merged = READ.remove("milk").merge(READ.add("milk", 1, "t3"));
        assertEquals(Map.of("milk", 1L, "tea", 1L), merged.items());
    }

    @Test
    void twoWhoAddTheSameItemAddBoth() {
        Cart merged = READ.add("milk", 1, "t3").merge(READ.add("milk", 1, "t4"));
        assertEquals(4L, merged.items().get("milk"));
    }

    @Test
    void itIsReadAsItIsWritten() {
        Cart cart = READ.remove("tea");
        assertEquals("{\"items\":{\"milk\":{\"t1\":2}},\"removed\":[\"t2\"]}", cart.text());
        assertEquals(cart, Cart.parse(cart.text()));
        assertEquals(Cart.EMPTY, Cart.parse("{}"));
        assertEquals(
                Cart.parse("{\"removed\":[\"t2\"]}"),
                Cart.parse("{ \"items\" : {\"tea\": {\"t2\": 1}}, \"removed\": [\"t2\", \"t2\"] }"));
    }

    @Test
    void aTagIsUsedOnce() {
        assertEquals(
                "tag \"t1\" was used by another addition to this cart",
                assertThrows(IllegalArgumentException.class, () -> READ.add("jam", 1, "t1"))
                        .getMessage());
        Cart without = READ.remove("milk");
        assertThrows(IllegalArgumentException.class, () -> without.add("milk", 1, "t1"));
    }

    @Test
    void aQuantityOutOfItsRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> READ.add("jam", 0, "t3"));
        assertThrows(IllegalArgumentException.class, () -> READ.add("jam", Cart.MOST + 1, "t3"));
        assertThrows(IllegalArgumentException.class, () -> Cart.parse("{\"items\":{\"jam\":{\"t\":0}}}"));
        assertThrows(IllegalArgumentException.class, () -> Cart.parse("{\"items\":{\"jam\":2}}"));
    }
}
