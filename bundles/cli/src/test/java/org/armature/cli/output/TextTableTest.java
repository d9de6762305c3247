package org.armature.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        TextTable table = new TextTable("TABLE", ">ENTRIES", "STATE")
                .row("shop/cart", "1,200", "served")
                .row("shop/ü", 5, "");
        assertEquals(
                List.of(
                        "TABLE      ENTRIES  STATE", //
                        "shop/cart    1,200  served",
                        "shop/ü           5"),
                table.lines());
    }

    @Test
    void aRowHasACellForEveryHeading() {
        assertThrows(IllegalArgumentException.class, () -> new TextTable("A", "B").row("one"));
    }
}
