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
        TableConfig rules =
                cart("n = 5, r = 4, w = 3, pr = 1, pw = 2, distinct-hosts = 2, quorum = strict, reconcile = lww");
        TableLedger ledger = ledger();
        ledger.noteEngine(rules, "bdbje");

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
    void theReconcilerIsRemembered() throws IOException {
        TableConfig rules = cart("reconcile = cart-union");
        ledger().noteEngine(rules, "bdbje");
        assertEquals(
                rules.reconciling(), ledger().entry(CART).orElseThrow().rules().reconciling());
    }

    @Test
    void tablesThatGoAreRemembered() throws IOException {
        TableName stock = new TableName("shop", "stock");
        TableLedger ledger = ledger();
        ledger.noteRules(new TreeMap<>(Map.of(CART, cart("n = 2"))));
        ledger.noteRules(new TreeMap<>(Map.of(stock, onStock(stock))));
        assertEquals(List.of(CART, stock), List.copyOf(ledger().entries().keySet()));
        ledger.remove(CART);
        assertEquals(List.of(stock), List.copyOf(ledger().entries().keySet()));
    }

    @Test
    void rulesAndEngineAreNotedEachByItself() throws IOException {
        TableLedger ledger = ledger();
        ledger.noteEngine(cart("n = 2"), "bdbje");
        ledger.noteEngine(cart("n = 3"), "mysql");
        assertEquals(
                2, ledger().entry(CART).orElseThrow().rules().quorum().n(), "it is stored by what was noted before");
        ledger.noteRules(new TreeMap<>(Map.of(CART, cart("n = 3"))));
        assertEquals(3, ledger().entry(CART).orElseThrow().rules().quorum().n());
        assertEquals(Optional.of("mysql"), ledger().entry(CART).orElseThrow().engine());
        ledger.forgetEngine(CART);
        assertEquals(Optional.empty(), ledger().entry(CART).orElseThrow().engine());
        assertEquals(3, ledger().entry(CART).orElseThrow().rules().quorum().n());
    }

    @Test
    void whatCanNotBeWrittenIsNotBelievedEither() throws IOException {
        TableLedger ledger = ledger();
        Files.createDirectories(directory.resolve("tables.new"));
        assertThrows(IOException.class, () -> ledger.noteEngine(cart(""), "bdbje"));
        assertEquals(Optional.empty(), ledger.entry(CART));
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
