package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.MemberInfo;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What n1 makes of what n2 and n3 tell of table shop/cart. */
class ConfigAgreementTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final String TWO = "n = 2, r = 2, w = 2";
    private static final String THREE = "n = 3, r = 2, w = 2";

    @TempDir
    Path directory;

    private final Map<Integer, SortedMap<String, Long>> told = new TreeMap<>();
    private final Set<NodeId> up = new TreeSet<>(List.of(LocalCluster.id(2), LocalCluster.id(3)));

    private InstanceConfig shop(String cart) {
        return Instances.read(directory, "shop", "tables.cart { " + cart + " }");
    }

    private TableConfig cart(String cart) {
        return shop(cart).tables().get(CART);
    }

    private SortedMap<String, Long> words(String cart) {
        return ConfigAgreement.told(List.of(shop(cart)), List.of(shop(cart)));
    }

    private ConfigAgreement agreement() {
        List<MemberInfo> infos = new ArrayList<>();
        told.forEach((node, words) -> infos.add(Views.info(node, 1, words)));
        RingState ring = RingState.founding(Views.founding(3));
        return new ConfigAgreement(
                Views.of(ring, Progress.none(1), infos, false, Optional.empty(), Optional.empty()), up::contains);
    }

    private String objection(String wanted) {
        return agreement().objection(cart(wanted)).orElse("");
    }

    @Test
    void thereIsNoObjectionWhenAllThatAreUpWantTheSame() {
        told.put(2, words(TWO));
        told.put(3, words(TWO));
        assertEquals("", objection(TWO));
        assertEquals("n2 wants n = 2; n3 wants n = 2", objection(THREE));
        up.remove(LocalCluster.id(3));
        told.put(3, words(THREE));
        assertEquals("", objection(TWO));
    }

    @Test
    void limitsAreEachNodesOwn() {
        told.put(2, words(TWO + ", max-siblings = 3"));
        told.put(3, words(TWO));
        assertEquals("", objection(TWO + ", max-value = 2 KiB"));
        assertEquals(
                "n2 wants another r, w, quorum or reconcile; n3 wants another r, w, quorum or reconcile",
                objection(TWO + ", reconcile = lww"));
    }

    @Test
    void whoIsUpAndHasToldNothingObjects() {
        told.put(2, words(TWO));
        assertEquals("n3 has not told yet what it wants", objection(TWO));
        told.put(3, new TreeMap<>());
        assertEquals("n3 has no file with this table", objection(TWO));
    }

    @Test
    void aMinorityDoesNotChange() {
        up.clear();
        assertEquals("only 1 of 3 members are up, and it takes more than half", objection(TWO));
    }

    @Test
    void aNewTableIsObjectedToByWhoHasItOtherwise() {
        told.put(2, new TreeMap<>());
        assertEquals(Optional.empty(), agreement().objectionToNew(cart(TWO)));
        told.put(3, words(THREE));
        assertEquals(Optional.of("n3 wants n = 3"), agreement().objectionToNew(cart(TWO)));
    }

    @Test
    void differencesNameTheTableAndTheNodes() {
        told.put(2, words(TWO));
        told.put(3, words(THREE));
        assertEquals(
                List.of("table shop/cart: n1, n2 with n = 2 against n3 with n = 3"),
                agreement().differences(words(TWO)));
        told.put(3, words(TWO + ", max-siblings = 3"));
        List<String> differences = agreement().differences(words(TWO));
        assertEquals(1, differences.size());
        assertTrue(differences.get(0).startsWith("instance shop: "), differences::toString);
        told.put(3, words(TWO));
        assertEquals(List.of(), agreement().differences(words(TWO)));
    }

    @Test
    void aTableOfSeveralNIsFound() {
        told.put(2, words("n = 2, r = 1, w = 2"));
        assertEquals(Optional.empty(), agreement().tableOfSeveralN(words(TWO)));
        told.put(3, words(THREE));
        assertEquals(
                Optional.of("table shop/cart has n = 2 here and 3 on n3"),
                agreement().tableOfSeveralN(words(TWO)));
    }
}
