package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.config.HeldTable;
import org.armature.config.TableConfig;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableLedgerTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    private TableConfig cart(String settings) {
        return Instances.read(directory, "shop", "tables.cart { " + settings + " }")
                .tables()
                .get(CART);
    }

    private TableLedger ledger() {
        return TableLedger.read(directory.resolve("tables"));
    }

    @Test
    void whatATableIsStoredByOutlivesTheProcess() throws IOException {
        TableConfig rules = cart("n = 5, r = 4, w = 3, pr = 1, pw = 2, distinct-hosts = 2, quorum = strict, reconcile = lww");
        ledger().put(new TreeMap<>(Map.of(CART, new TableLedger.Entry(Optional.of("bdbje"), rules))));

        TableLedger.Entry read = ledger().entry(CART).orElseThrow();
        assertEquals(Optional.of("bdbje"), read.engine());
        assertEquals(rules.quorum(), read.rules().quorum());
        assertEquals(rules.terms(), read.rules().terms());
        assertEquals(rules, HeldTable.holding(read.rules(), rules));
        assertEquals(
                "tables 1\nshop/cart engine=bdbje n=5 r=4 w=3 pr=1 pw=2 distinct-hosts=2 quorum=strict reconcile=lww\n",
                Files.readString(directory.resolve("tables")));
    }

    @Test
    void tablesThatGoAreRemembered() throws IOException {
        TableName stock = new TableName("shop", "stock");
        TableLedger ledger = ledger();
        ledger.put(new TreeMap<>(Map.of(CART, new TableLedger.Entry(Optional.empty(), cart("n = 2")))));
        ledger.put(new TreeMap<>(Map.of(stock, new TableLedger.Entry(Optional.empty(), onStock(stock)))));
        assertEquals(List.of(CART, stock), List.copyOf(ledger().entries().keySet()));
        ledger.remove(CART);
        assertEquals(List.of(stock), List.copyOf(ledger().entries().keySet()));
    }

    private TableConfig onStock(TableName stock) {
        return Instances.read(directory, "shop", "tables.stock {}").tables().get(stock);
    }

    @Test
    void whatIsDamagedIsNotGuessed() throws IOException {
        for (String text : List.of(
                "",
                "tables 2\n",
                "tables 1\nshop/cart n=3",
                "tables 1\nshop/cart n=3 r=2\n",
                "tables 1\ncart n=3 r=2 w=2 pr=0 pw=0 distinct-hosts=0 quorum=sloppy reconcile=lww\n",
                "tables 1\nshop/cart n=3 r=2 w=4 pr=0 pw=0 distinct-hosts=0 quorum=sloppy reconcile=lww\n",
                "tables 1\nshop/cart n=3 r=2 w=2 pr=0 pw=0 distinct-hosts=0 quorum=none reconcile=lww\n")) {
            Files.writeString(directory.resolve("tables"), text);
            StartFailed failed = assertThrows(StartFailed.class, this::ledger, text);
            assertTrue(failed.getMessage().contains(ErrorCode.DIRECTORY_UNREADABLE.toString()), failed::getMessage);
        }
    }
}
