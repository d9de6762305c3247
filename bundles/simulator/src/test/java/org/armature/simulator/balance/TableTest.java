package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(
            Table.Column.words("what", "what, in words"),
            Table.Column.whole("count", "count"),
            Table.Column.bytes("size", "size_bytes"),
            Table.Column.efficiency("even", "evenness"),
            Table.Column.percent("out", "out"));

    TableTest() {
        table.row("some \"words\", quoted", 1_234, 2_048L, 0.96999, 0.125);
        table.row("few", 5, 1_105_920L, 1.0, Double.NaN);
    }

    @Test
    void peopleGetAlignedColumns() {
        assertEquals(
                List.of(
                        "what                  count      size   even     out",
                        "some \"words\", quoted  1,234   2,048 B  0.969  12.5 %",
                        "few                       5  1,105 kB  1.000       -"),
                table.lines());
    }

    @Test
    void programsGetNumbersAsTheyAre() {
        assertEquals("""
                "what, in words",count,size_bytes,evenness,out
                "some ""words"", quoted",1234,2048,0.969990,0.125000
                few,5,1105920,1.000000,
                """, table.csv());
    }

    @Test
    void aRowHasAValueForEachColumn() {
        assertThrows(IllegalArgumentException.class, () -> table.row("one"));
    }
}
